package org.membersync.businesscentral;

import java.util.Locale;
import org.membersync.member.Member;

/**
 * Recognises a member that Business Central has anonymised (behaviour O7). The block reason is not visible, so the pattern
 * counts, and all of it: somebody who is only blocked, or has only an odd name, must not be erased.
 */
public final class Anonymised {

    private Anonymised() {}

    /** Whether the member is what Business Central leaves of an anonymised one. */
    public static boolean is(Member member) {
        return member.blocked()
                && !member.number().isEmpty()
                && isDashes(member.firstName())
                && isDashes(member.lastName())
                && lower(member.email()).startsWith(lower(member.number()) + "@anon.");
    }

    private static boolean isDashes(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c == '-');
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
