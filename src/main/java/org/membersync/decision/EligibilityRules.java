package org.membersync.decision;

/** The settings of eligibility (behaviour S, E). */
public record EligibilityRules(
        RequiredContactInfo requiredContactInfo,
        boolean requireGdprApproval,
        boolean requireNewsletterSubscription,
        boolean unsubscribeIfBlocked) {}
