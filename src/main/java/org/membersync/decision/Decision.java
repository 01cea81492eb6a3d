package org.membersync.decision;

import java.util.List;
import java.util.Map;
import org.membersync.member.FieldValue;

/**
 * What is written where, and why.
 *
 * @param heyLoyaltyId the HeyLoyalty member concerned, null when there is none (yet)
 * @param write the fields to write, named as on the side that is written to
 * @param reasons at least one
 * @param link the link once this is carried out, without a HeyLoyalty id for a creation; null when there is none after it
 * @param settlement what the turn leaves for those after it
 */
public record Decision(
        Outcome outcome,
        String heyLoyaltyId,
        Map<String, FieldValue> write,
        List<Reason> reasons,
        MemberLink link,
        Settlement settlement) {

    public Decision {
        write = Map.copyOf(write);
        reasons = List.copyOf(reasons);
    }

    /** A decision that leaves nothing for later turns. */
    public Decision(
            Outcome outcome,
            String heyLoyaltyId,
            Map<String, FieldValue> write,
            List<Reason> reasons,
            MemberLink link) {
        this(outcome, heyLoyaltyId, write, reasons, link, Settlement.NONE);
    }

    /** The same decision with something left for later turns. */
    public Decision leaving(Settlement left) {
        return new Decision(outcome, heyLoyaltyId, write, reasons, link, left);
    }

    public boolean writes() {
        return outcome.writes();
    }

    /** Whether the person is taken off the list (quality P9). */
    public boolean removes() {
        return outcome == Outcome.UNSUBSCRIBE || outcome == Outcome.ERASE;
    }

    /** Outcome and field names, no values, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return outcome + " " + write.keySet();
    }
}
