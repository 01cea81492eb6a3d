package org.membersync.operation;

import java.time.Clock;
import java.time.Duration;
import org.membersync.http.HttpDate;

/** Compares our clock with a system's. */
final class ClockSkew {

    private static final Duration TOLERATED = Duration.ofSeconds(60);

    private ClockSkew() {}

    /**
     * How far they are apart, in words.
     *
     * @param date the header {@code Date} of an answer, null when there was none
     * @throws Finding when it is more than a minute
     */
    static String check(String system, String date, Clock clock) {
        return HttpDate.read(date)
                .map(theirs -> Duration.between(theirs, clock.instant()))
                .map(ahead -> check(system, ahead))
                .orElse(system + " tells no time");
    }

    private static String check(String system, Duration ahead) {
        String words = Math.abs(ahead.toSeconds()) + " s " + (ahead.isNegative() ? "behind " : "ahead of ") + system;
        if (ahead.abs().compareTo(TOLERATED) > 0) {
            throw new Finding("this machine's clock is " + words, "Set this machine's clock by NTP");
        }
        return words;
    }
}
