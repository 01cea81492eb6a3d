package org.membersync.state;

import java.util.LinkedHashSet;
import java.util.Set;

/** The entries of the list that a reading would queue, for a plan (behaviour R3): nothing is written. */
public final class PlannedList {

    private final Set<String> entries = new LinkedHashSet<>();

    void add(String heyLoyaltyId) {
        entries.add(heyLoyaltyId);
    }

    /** Ids of the entries, last updated first. */
    public Set<String> entries() {
        return Set.copyOf(entries);
    }
}
