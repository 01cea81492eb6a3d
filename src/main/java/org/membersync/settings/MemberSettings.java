package org.membersync.settings;

import java.time.Duration;
import org.membersync.decision.RequiredContactInfo;

/**
 * The member area (behaviour S).
 *
 * @param settleDelay changes of one member within it become one delivery
 * @param workers members handled at the same time
 */
public record MemberSettings(
        boolean enabled,
        RequiredContactInfo requiredContactInfo,
        boolean requireGdprApproval,
        boolean requireNewsletterSubscription,
        boolean unsubscribeIfBlocked,
        Duration settleDelay,
        int workers) {}
