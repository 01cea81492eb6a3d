package org.membersync.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The header {@code Retry-After}: seconds or an HTTP date. */
public final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** The wait the header asks for, never negative and at most a day; empty when it is missing or unreadable. */
    public static Optional<Duration> read(String header, Clock clock) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        String text = header.strip();
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(text.length() > 6 ? LONGEST : atMostADay(Duration.ofSeconds(Long.parseLong(text))));
        }
        return HttpDate.read(text).map(date -> atMostADay(Duration.between(clock.instant(), date)));
    }

    private static Duration atMostADay(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
