package org.membersync.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.membersync.settings.ScheduleSettings;
import org.membersync.state.Failures;
import org.membersync.state.RemovalHolds;
import org.membersync.state.Watermarks;
import org.membersync.sync.MemberSwitch;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Whether the feeds are read as often as the schedule promises: out of service when they are not. */
class SyncHealthIndicator extends AbstractHealthIndicator {

    private static final int MISSED_POLLS = 5;
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    /** When a schedule has no fixed interval, the longest that is still taken as alive. */
    private static final Duration WITH_CRON = Duration.ofHours(25);

    private final MemberSwitch memberSwitch;
    private final ScheduleSettings schedules;
    private final Watermarks watermarks;
    private final Standstills standstills;
    private final Failures failures;
    private final RemovalHolds removals;
    private final Clock clock;
    private final Instant startedAt;

    SyncHealthIndicator(
            MemberSwitch memberSwitch,
            ScheduleSettings schedules,
            Watermarks watermarks,
            Standstills standstills,
            Failures failures,
            RemovalHolds removals,
            Clock clock) {
        super("The state of the synchronization could not be read");
        this.memberSwitch = memberSwitch;
        this.schedules = schedules;
        this.watermarks = watermarks;
        this.standstills = standstills;
        this.failures = failures;
        this.removals = removals;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        if (!memberSwitch.isOn()) {
            builder.withDetail("switchedOff", memberSwitch.whyOff());
            return;
        }
        Optional<Instant> readAt = watermarks.completeSince();
        builder.withDetail("feedsReadAt", readAt.map(Instant::toString).orElse("never"));
        builder.withDetail("parked", failures.openByReason());
        standstills.now().forEach(still -> builder.withDetail(still.name(), still.message()));
        removals.openSince().ifPresent(since -> builder.withDetail("heldRemovals", removals.count())
                .withDetail("removalsHeldSince", since.toString()));
        // A program that was just started gets the time for its first reading.
        Instant alive = readAt.filter(startedAt::isBefore).orElse(startedAt);
        if (schedules.enabled() && alive.plus(patience()).isBefore(clock.instant())) {
            builder.outOfService()
                    .withDetail("stale", "The feeds of Business Central were not read to their end for " + patience());
        }
    }

    private Duration patience() {
        Duration interval = schedules.pollBusinessCentral().interval();
        if (interval == null) {
            return WITH_CRON;
        }
        Duration several = interval.multipliedBy(MISSED_POLLS);
        return several.compareTo(SHORTEST) < 0 ? SHORTEST : several;
    }
}
