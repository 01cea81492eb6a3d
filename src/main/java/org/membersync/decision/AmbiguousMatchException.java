package org.membersync.decision;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.membersync.failure.PermanentException;
import org.membersync.member.HeyLoyaltyMember;

/** The person cannot be told from others: never guessed. */
public class AmbiguousMatchException extends PermanentException {

    private static final long serialVersionUID = 1L;

    AmbiguousMatchException(String message) {
        super("ambiguous-match", message);
    }

    /** Several entries of one person are active at a time. */
    public static AmbiguousMatchException severalActive(List<HeyLoyaltyMember> entries) {
        return new AmbiguousMatchException("Several active HeyLoyalty members have this member's contact info: "
                + ids(entries) + ". Unsubscribe or merge all but one in HeyLoyalty, then replay");
    }

    /** @param members the numbers of those who may be meant, or their ids where a number is not known */
    public static AmbiguousMatchException severalMembers(Collection<String> members) {
        return new AmbiguousMatchException(
                "Several Business Central members have the contact info of this HeyLoyalty member: "
                        + members.stream().sorted().collect(Collectors.joining(", "))
                        + ". Merge them or give all but one another contact in Business Central, then replay");
    }

    static String ids(List<HeyLoyaltyMember> entries) {
        return entries.stream().map(HeyLoyaltyMember::id).collect(Collectors.joining(", "));
    }
}
