package org.membersync.settings;

import java.time.Duration;

/**
 * How long rows are kept that only tell of the past.
 *
 * @param webhooks received webhooks, which are personal data
 * @param audienceEvents received events of a CDP, which are personal data
 * @param runs reports of runs
 * @param ledger consent decisions
 * @param bookings bookings that were sent, which are personal data
 * @param failures ended failures, alerts and pauses
 */
public record RetentionSettings(
        Duration webhooks,
        Duration audienceEvents,
        Duration bookings,
        Duration runs,
        Duration ledger,
        Duration failures) {}
