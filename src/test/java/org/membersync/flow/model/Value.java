package org.membersync.flow.model;

import java.util.Set;
import java.util.TreeSet;

/** Which values one field may have at rest; pure. */
final class Value {

    private final Set<String> listed = new TreeSet<>();
    private String businessCentral = "";
    private boolean changedInBusinessCentral;
    /** The one value that must get through, null when several may. */
    private String demanded;

    /** Of two changes either may count, as the owner of the field says. */
    void changedInBusinessCentral(String value) {
        businessCentral = value;
        changedInBusinessCentral = true;
        demanded = null;
    }

    /** @param travels whether the entry is active and may stay so: then a lone change must get through */
    void changedInHeyLoyalty(String value, boolean travels) {
        boolean alone = travels && !changedInBusinessCentral && (listed.isEmpty() || demanded != null);
        listed.add(value);
        demanded = alone ? value : null;
    }

    /** The entry may end before its change was taken over. */
    void mayBeLost() {
        demanded = null;
    }

    /** Both sides hold the value. */
    void agreed(String value) {
        forget();
        businessCentral = value;
    }

    /** Only on the list do both sides agree; else an older change there may still come through. */
    void rests(String value, boolean onTheList) {
        if (onTheList) {
            agreed(value);
        } else {
            businessCentral = value;
        }
    }

    /** @param entryStays whether an entry stays that may become a new member */
    void leaves(boolean entryStays) {
        Set<String> before = new TreeSet<>(listed);
        forget();
        if (entryStays) {
            listed.addAll(before);
        }
    }

    private void forget() {
        listed.clear();
        businessCentral = "";
        changedInBusinessCentral = false;
        demanded = null;
    }

    Set<String> allowed() {
        if (demanded != null) {
            return Set.of(demanded);
        }
        Set<String> allowed = new TreeSet<>(listed);
        allowed.add(businessCentral);
        return allowed;
    }
}
