package org.membersync.settings;

/**
 * All settings, read once and valid.
 *
 * @param enabled the master switch: off means no call to either system's data
 * @param routes location of the route files
 * @param mappings location of the mapping files
 * @param liveReload whether changed route and mapping files are taken while the program runs
 */
public record MembersyncSettings(
        boolean enabled,
        String routes,
        String mappings,
        boolean liveReload,
        MemberSettings members,
        BusinessCentralSettings businessCentral,
        HeyLoyaltySettings heyLoyalty,
        ScheduleSettings schedules,
        RetrySettings retry,
        DatabaseSettings database,
        WebSettings web) {

    /** Whether members are to be synchronized at all. */
    public boolean membersActive() {
        return enabled && members.enabled();
    }
}
