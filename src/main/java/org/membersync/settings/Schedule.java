package org.membersync.settings;

import java.time.Duration;
import java.util.TimeZone;
import org.quartz.CronExpression;
import org.springframework.boot.convert.DurationStyle;

/**
 * When a route's clock fires: a fixed interval or a Quartz cron expression.
 *
 * @param interval null when it is a cron expression
 * @param cron null when it is an interval
 */
public record Schedule(Duration interval, String cron) {

    /**
     * Reads {@code 30s}, {@code 5m} or {@code 0 30 3 * * ?}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Schedule parse(String text) {
        String trimmed = text.strip();
        if (trimmed.contains(" ")) {
            if (!CronExpression.isValidExpression(trimmed)) {
                throw new IllegalArgumentException("not a Quartz cron expression");
            }
            return new Schedule(null, trimmed);
        }
        Duration interval = DurationStyle.detectAndParse(trimmed);
        if (interval.compareTo(Duration.ofMillis(50)) < 0) {
            throw new IllegalArgumentException("shorter than 50 ms");
        }
        return new Schedule(interval, null);
    }

    /** The options of a {@code quartz:} endpoint that fires by this schedule, in UTC. */
    public String endpointOptions() {
        return cron == null
                ? "trigger.repeatInterval=" + interval.toMillis() + "&trigger.repeatCount=-1"
                : "cron=" + cron.replace(' ', '+') + "&trigger.timeZone="
                        + TimeZone.getTimeZone("UTC").getID();
    }
}
