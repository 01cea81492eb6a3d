package org.membersync.decision;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.membersync.member.FieldValue;

/**
 * What a turn leaves for those after it, once its decision is carried out.
 *
 * @param base what both sides agree on then; null to leave the base as it is
 * @param issues the fields that wait for an operator, of all fields that were compared; null when none were compared
 * @param created HeyLoyalty field name to new values, Business Central value to option (behaviour I8)
 * @param otherDirectionDue whether the same person must have a turn in the other direction
 * @param entriesDue ids of other HeyLoyalty members of the same person that must have a turn
 */
public record Settlement(
        Map<String, FieldValue> base,
        List<FieldIssue> issues,
        Map<String, Map<String, String>> created,
        boolean otherDirectionDue,
        Set<String> entriesDue) {

    /** Nothing is left. */
    public static final Settlement NONE = new Settlement(null, null, Map.of(), false, Set.of());

    /** Only the other direction must have a turn. */
    static final Settlement HAND_OVER = new Settlement(null, null, Map.of(), true, Set.of());

    public Settlement {
        base = base == null ? null : Map.copyOf(base);
        issues = issues == null ? null : List.copyOf(issues);
        created = Map.copyOf(created);
        entriesDue = Set.copyOf(entriesDue);
    }

    /** The same, and whether the other direction must have a turn too. */
    Settlement handingOver(boolean due) {
        return new Settlement(base, issues, created, otherDirectionDue || due, entriesDue);
    }

    /** Other entries of the same person must have a turn. */
    static Settlement entries(Set<String> due, boolean otherDirection) {
        return new Settlement(null, null, Map.of(), otherDirection, due);
    }

    /** Nothing is left but that both sides agree on these values. */
    static Settlement agreed(Map<String, FieldValue> base) {
        return new Settlement(base, null, Map.of(), false, Set.of());
    }

    /** No values, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return otherDirectionDue ? "other direction due" : "settled";
    }
}
