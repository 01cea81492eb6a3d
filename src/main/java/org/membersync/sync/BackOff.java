package org.membersync.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.membersync.settings.RetrySettings;

/** How long a failed change waits; pure but for the random source that is handed in. */
final class BackOff {

    private BackOff() {}

    /**
     * The first delay doubled for each further failed try, at most the longest, spread by up to a fifth so that not all come
     * back at once, and never before the other side asked for.
     *
     * @param attempts failed tries so far, at least 1
     */
    static Duration delay(int attempts, RetrySettings retry, Duration retryAfter, RandomGenerator random) {
        long first = retry.firstDelay().toMillis();
        long longest = retry.maxDelay().toMillis();
        int doublings = Math.min(attempts - 1, 30);
        long plain = first > (longest >> doublings) ? longest : first << doublings;
        long spread = plain + (long) (plain * 0.2 * random.nextDouble());
        return Duration.ofMillis(Math.max(spread, retryAfter.toMillis()));
    }
}
