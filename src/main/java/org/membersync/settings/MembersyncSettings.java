package org.membersync.settings;

import java.nio.file.Path;

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
        WebhookSettings webhooks,
        AudienceSettings audiences,
        HeybookingSettings heybooking,
        ScheduleSettings schedules,
        RetrySettings retry,
        AlertSettings alerts,
        RetentionSettings retention,
        DatabaseSettings database,
        ClusterSettings cluster,
        WebSettings web) {

    /** The folder of the mapping files. */
    public Path mappingsFolder() {
        return folder(mappings);
    }

    /** The folder of the activation files. */
    public Path activationsFolder() {
        return audiences.activations().isEmpty()
                ? mappingsFolder().resolve("activations")
                : folder(audiences.activations());
    }

    /** The folder of the route files. */
    public Path routesFolder() {
        return folder(routes);
    }

    private static Path folder(String location) {
        return Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
    }

    /** Whether schedules run that other processes on the same database have too. */
    public boolean sharesSchedules() {
        return schedules.enabled() && !database.isEmbedded();
    }

    /** Whether bookings and their buyers are to be sent at all. */
    public boolean bookingsActive() {
        return enabled && heybooking.enabled();
    }

    /** Whether members are to be synchronized at all. */
    public boolean membersActive() {
        return enabled && members.enabled();
    }
}
