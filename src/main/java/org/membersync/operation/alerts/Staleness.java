package org.membersync.operation.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.membersync.settings.Schedule;
import org.membersync.state.Polls;
import org.membersync.sync.MemberSwitch;

/** Polls that did not get through for longer than the setting says. */
class Staleness {

    private static final int MISSED_POLLS = 3;

    /** A cron expression may well mean once a day. */
    private static final Duration WITH_CRON = Duration.ofHours(25);

    private final MemberSwitch memberSwitch;
    private final Polls polls;
    private final Map<String, Schedule> schedules;
    private final Duration staleAfter;
    private final Clock clock;
    private final Instant startedAt;

    /** @param schedules of the routes that poll, by their ids */
    Staleness(
            MemberSwitch memberSwitch, Polls polls, Map<String, Schedule> schedules, Duration staleAfter, Clock clock) {
        this.memberSwitch = memberSwitch;
        this.polls = polls;
        this.schedules = new TreeMap<>(schedules);
        this.staleAfter = staleAfter;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** The stale polls, and what to tell of each. */
    Map<String, String> now() {
        Map<String, String> stale = new TreeMap<>();
        if (!memberSwitch.isOn()) {
            return stale;
        }
        schedules.forEach((poll, schedule) -> {
            Optional<Instant> last = polls.gotThroughAt(poll);
            // A program that was just started gets the time for its first reading.
            Instant since = last.filter(startedAt::isBefore).orElse(startedAt);
            Duration patience = patience(schedule);
            if (since.plus(patience).isBefore(clock.instant())) {
                stale.put(
                        poll,
                        poll + " did not get through for "
                                + patience.toString().substring(2).toLowerCase(java.util.Locale.ROOT)
                                + ", the last time "
                                + last.map(time -> time.truncatedTo(ChronoUnit.SECONDS)
                                                .toString())
                                        .orElse("never")
                                + "; ask: doctor");
            }
        });
        return stale;
    }

    /** The setting, but never so short that a poll that is on time would be called stale. */
    private Duration patience(Schedule schedule) {
        Duration least =
                schedule.interval() == null ? WITH_CRON : schedule.interval().multipliedBy(MISSED_POLLS);
        return staleAfter.compareTo(least) < 0 ? least : staleAfter;
    }
}
