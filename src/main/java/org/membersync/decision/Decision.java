package org.membersync.decision;

import java.util.List;
import java.util.Map;
import org.membersync.member.FieldValue;

/**
 * What is written where, and why.
 *
 * @param heyLoyaltyId the HeyLoyalty member concerned, null when there is none (yet)
 * @param write the fields to write; empty unless the outcome is CREATE or UPDATE
 * @param reasons at least one
 * @param link the link once this is carried out, without a HeyLoyalty id for a creation; null when there is none after it
 */
public record Decision(
        Outcome outcome, String heyLoyaltyId, Map<String, FieldValue> write, List<Reason> reasons, MemberLink link) {

    public Decision {
        write = Map.copyOf(write);
        reasons = List.copyOf(reasons);
    }

    public boolean writes() {
        return outcome.writes();
    }

    /** Outcome and field names, no values, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return outcome + " " + write.keySet();
    }
}
