package org.membersync.businesscentral;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.membersync.member.GdprApproval;
import org.membersync.member.Gender;
import org.membersync.member.Newsletter;

/**
 * Business Central's option values. They arrive as names or as captions, with {@code _xHHHH_} for characters an identifier
 * may not hold, in any letter case: {@code NOT_SPECIFIED}, {@code notSpecified}, {@code _x0020_} and a blank are the same.
 */
final class Options {

    private static final Pattern ENCODED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private Options() {}

    static Newsletter newsletter(String spelling) {
        return switch (plain(spelling)) {
            case "yes" -> Newsletter.YES;
            case "no" -> Newsletter.NO;
            default -> Newsletter.NOT_SPECIFIED;
        };
    }

    static Gender gender(String spelling) {
        return switch (plain(spelling)) {
            case "male" -> Gender.MALE;
            case "female" -> Gender.FEMALE;
            case "other" -> Gender.OTHER;
            default -> Gender.NOT_SPECIFIED;
        };
    }

    /** Empty for a word we do not know: guessing a consent is not allowed. */
    static Optional<GdprApproval> gdprApproval(String spelling) {
        return switch (plain(spelling)) {
            case "accepted" -> Optional.of(GdprApproval.ACCEPTED);
            case "pending" -> Optional.of(GdprApproval.PENDING);
            case "rejected" -> Optional.of(GdprApproval.REJECTED);
            case "delegated", "delegatedtoguardian" -> Optional.of(GdprApproval.DELEGATED);
            case "", "na", "notapplicable" -> Optional.of(GdprApproval.NOT_APPLICABLE);
            default -> Optional.empty();
        };
    }

    private static String plain(String spelling) {
        String decoded = ENCODED.matcher(spelling).replaceAll(Options::character);
        return decoded.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }

    private static String character(MatchResult encoded) {
        return Matcher.quoteReplacement(Character.toString(Integer.parseInt(encoded.group(1), 16)));
    }
}
