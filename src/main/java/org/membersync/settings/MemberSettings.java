package org.membersync.settings;

import java.time.Duration;
import org.membersync.decision.RemovalLimit;
import org.membersync.decision.RequiredContactInfo;

/**
 * The member area (behaviour S).
 *
 * @param createInBc whether new HeyLoyalty subscribers become Business Central members (behaviour I6)
 * @param defaultMembershipItem item that makes a membership when the HeyLoyalty value maps to none; empty for none
 * @param spamComplaint what a spam complaint does (behaviour I4)
 * @param maxRemovals how many may be unsubscribed or erased before an operator is asked (quality P9)
 * @param settleDelay changes of one member within it become one delivery
 * @param workers members handled at the same time
 */
public record MemberSettings(
        boolean enabled,
        RequiredContactInfo requiredContactInfo,
        boolean requireGdprApproval,
        boolean requireNewsletterSubscription,
        boolean unsubscribeIfBlocked,
        boolean createInBc,
        String defaultMembershipItem,
        SpamComplaint spamComplaint,
        RemovalLimit maxRemovals,
        Duration settleDelay,
        int workers) {

    /** What a spam complaint does. */
    public enum SpamComplaint {
        /** It is a withdrawal. */
        UNSUBSCRIBE,
        /** It is shown, and the newsletter stays. */
        RECORD
    }
}
