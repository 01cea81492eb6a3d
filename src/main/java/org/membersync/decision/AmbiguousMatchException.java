package org.membersync.decision;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.membersync.failure.PermanentException;
import org.membersync.member.HeyLoyaltyMember;

/** The person cannot be told from others: never guessed. */
public class AmbiguousMatchException extends PermanentException {

    private static final long serialVersionUID = 1L;

    AmbiguousMatchException(String message) {
        super("ambiguous-match", message);
    }

    static AmbiguousMatchException severalActive(List<HeyLoyaltyMember> entries) {
        return new AmbiguousMatchException("Several active HeyLoyalty members have this member's contact info: "
                + ids(entries) + ". Unsubscribe or merge all but one in HeyLoyalty, then replay");
    }

    static AmbiguousMatchException severalMembers(Set<String> memberIds) {
        return new AmbiguousMatchException(
                "Several Business Central members have the contact info of this HeyLoyalty member: "
                        + memberIds.stream().sorted().collect(Collectors.joining(", "))
                        + ". Merge them or give all but one another contact in Business Central, then replay");
    }

    static String ids(List<HeyLoyaltyMember> entries) {
        return entries.stream().map(HeyLoyaltyMember::id).collect(Collectors.joining(", "));
    }
}
