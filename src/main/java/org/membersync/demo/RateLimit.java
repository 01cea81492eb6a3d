package org.membersync.demo;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many calls a sliding window of five minutes allows. */
final class RateLimit {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final Clock clock;
    private final Deque<Long> times = new ArrayDeque<>();
    private int limit;

    RateLimit(Clock clock) {
        this.clock = clock;
    }

    /** @param calls per five minutes, 0 for no limit */
    synchronized void limit(int calls) {
        limit = calls;
        times.clear();
    }

    synchronized boolean refuses() {
        if (limit == 0) {
            return false;
        }
        long now = clock.millis();
        while (!times.isEmpty() && times.peekFirst() <= now - WINDOW.toMillis()) {
            times.removeFirst();
        }
        if (times.size() >= limit) {
            return true;
        }
        times.addLast(now);
        return false;
    }
}
