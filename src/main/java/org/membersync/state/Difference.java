package org.membersync.state;

import java.util.List;
import org.membersync.decision.Direction;

/**
 * What a run found to differ of one person: no values.
 *
 * @param direction which direction's turn repairs it
 * @param memberId null when no member is known
 * @param memberNumber null when no member is known
 * @param heyLoyaltyId null when there is no entry
 * @param fields names of the list's fields that differ
 * @param parked whether the person waits for an operator already, so that another turn is of no use
 */
public record Difference(
        Kind kind,
        Direction direction,
        String memberId,
        String memberNumber,
        String heyLoyaltyId,
        List<String> fields,
        boolean parked) {

    public Difference {
        fields = List.copyOf(fields);
    }

    /** How the populations differ. */
    public enum Kind {
        /** The member is eligible as far as the pages show, and not on the list. */
        MISSING,
        /** Both are there, equal or not, but not linked yet. */
        UNLINKED,
        /** Linked, and mapped fields differ. */
        DIFFERENT,
        /** One side says no, and the other does not know. */
        CONSENT,
        /** Active on the list, though the member does not pass a filter other than the newsletter's. */
        EXTRA,
        /** Linked, but no longer in Business Central, or anonymised there. */
        DELETED,
        /** Known from the feeds and linked with nobody, and no longer in Business Central. */
        GONE,
        /** Active on the list, and nobody in Business Central. */
        UNKNOWN,
        /** Several on one side have the contact info of one on the other. */
        AMBIGUOUS
    }

    /** The ids alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return kind + " " + memberNumber + " " + heyLoyaltyId;
    }
}
