package org.membersync.sync;

import java.util.Map;
import org.apache.camel.spi.PropertiesFunction;
import org.membersync.settings.Schedule;
import org.membersync.settings.ScheduleSettings;

/** {@code {{schedule:NAME}}} in a route: the options of a {@code quartz:} endpoint for {@code membersync.schedules.NAME}. */
class ScheduleFunction implements PropertiesFunction {

    private final Map<String, Schedule> schedules;

    ScheduleFunction(ScheduleSettings settings) {
        this.schedules = Map.of(
                "poll-business-central", settings.pollBusinessCentral(),
                "poll-heyloyalty", settings.pollHeyloyalty(),
                "poll-audiences", settings.pollAudiences(),
                "dispatch", settings.dispatch(),
                "seal-bookings", settings.sealBookings(),
                "sweep-consent", settings.sweepConsent(),
                "measure-queue", settings.measureQueue(),
                "watch-state", settings.watchState(),
                "delete-old-rows", settings.deleteOldRows(),
                "reconcile", settings.reconcile());
    }

    @Override
    public String getName() {
        return "schedule";
    }

    @Override
    public String apply(String name) {
        Schedule schedule = schedules.get(name);
        if (schedule == null) {
            throw new IllegalArgumentException(
                    "There is no schedule \"" + name + "\". There are: " + String.join(", ", schedules.keySet()));
        }
        return schedule.endpointOptions();
    }
}
