package org.membersync.decision;

import java.util.regex.Pattern;
import org.membersync.member.GdprApproval;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;

/**
 * The questions of the spine's filter steps; pure. Each answers whether its rule is against the member. Members who are
 * not in Business Central any more pass: they are erased, not filtered.
 */
public final class Eligibility {

    /** One at sign, something on both sides, a dot in the domain, no blanks: what no mail server takes is not an address. */
    private static final Pattern EMAIL = Pattern.compile("[^@\\s,;<>]+@[^@\\s,;<>.]+(\\.[^@\\s,;<>.]+)+");

    private final EligibilityRules rules;

    public Eligibility(EligibilityRules rules) {
        this.rules = rules;
    }

    /** Whether the required contact info is missing (behaviour E1). */
    public boolean lacksContactInfo(MemberCase memberCase) {
        if (memberCase.isErased()) {
            return false;
        }
        boolean email = hasEmail(memberCase.member());
        boolean phone = hasPhone(memberCase.member());
        return !switch (rules.requiredContactInfo()) {
            case EMAIL -> email;
            case PHONE -> phone;
            case EITHER -> email || phone;
            case BOTH -> email && phone;
        };
    }

    /** What is required, in words. */
    public String requiredContactInfo() {
        return switch (rules.requiredContactInfo()) {
            case EMAIL -> "an e-mail address";
            case PHONE -> "a phone number";
            case EITHER -> "an e-mail address or a phone number";
            case BOTH -> "an e-mail address and a phone number";
        };
    }

    /** Whether the member or the membership is blocked and that matters (behaviour E2). */
    public boolean isBlocked(MemberCase memberCase) {
        return !memberCase.isErased()
                && rules.unsubscribeIfBlocked()
                && (memberCase.member().blocked()
                        || memberCase.membership() != null
                                && memberCase.membership().blocked());
    }

    /** Whether the newsletter is required, by the setting or by an earlier unsubscription, and not wanted (behaviour E3). */
    public boolean lacksNewsletter(MemberCase memberCase) {
        boolean unsubscribedBefore =
                memberCase.link() != null && memberCase.link().isUnsubscribed();
        return !memberCase.isErased()
                && (rules.requireNewsletterSubscription() || unsubscribedBefore)
                && memberCase.member().newsletter() != Newsletter.YES;
    }

    /** Whether the GDPR approval is required and not given (behaviour E4). */
    public boolean lacksGdprApproval(MemberCase memberCase) {
        return !memberCase.isErased()
                && rules.requireGdprApproval()
                && (memberCase.membership() == null || memberCase.membership().gdprApproval() != GdprApproval.ACCEPTED);
    }

    /** The list field and value by which the person is looked up: the e-mail address, else the phone (behaviour O3). */
    public Contact contact(Member member) {
        boolean byEmail = hasEmail(member) && rules.requiredContactInfo() != RequiredContactInfo.PHONE;
        return byEmail || !hasPhone(member)
                ? new Contact("email", member.email())
                : new Contact("phoneNo", member.phoneNo());
    }

    /** Whether the text can be an e-mail address. */
    public static boolean isEmail(String text) {
        return EMAIL.matcher(text).matches();
    }

    private static boolean hasEmail(Member member) {
        return isEmail(member.email());
    }

    private static boolean hasPhone(Member member) {
        return member.phoneNo().chars().anyMatch(Character::isDigit);
    }

    /**
     * A way to find a person.
     *
     * @param field the Business Central field name, {@code email} or {@code phoneNo}
     */
    public record Contact(String field, String value) {

        /** The field alone, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return field;
        }
    }
}
