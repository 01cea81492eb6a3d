package org.membersync.settings;

/**
 * The clocks of the routes.
 *
 * @param enabled whether they run: every command but {@code serve} switches them off
 */
public record ScheduleSettings(
        boolean enabled,
        Schedule pollBusinessCentral,
        Schedule pollHeyloyalty,
        Schedule dispatch,
        Schedule sweepConsent,
        Schedule measureQueue,
        Schedule watchState,
        Schedule deleteOldRows) {}
