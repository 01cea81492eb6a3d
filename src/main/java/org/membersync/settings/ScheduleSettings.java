package org.membersync.settings;

/**
 * The clocks of the routes.
 *
 * @param enabled whether they run: every command but {@code serve} switches them off
 * @param reconcileRepairs whether a comparison by the clock queues what differs, and does not only tell of it
 */
public record ScheduleSettings(
        boolean enabled,
        Schedule pollBusinessCentral,
        Schedule pollHeyloyalty,
        Schedule pollAudiences,
        Schedule dispatch,
        Schedule sealBookings,
        Schedule sweepConsent,
        Schedule measureQueue,
        Schedule watchState,
        Schedule deleteOldRows,
        Schedule reconcile,
        boolean reconcileRepairs) {}
