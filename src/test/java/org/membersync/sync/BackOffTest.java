package org.membersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.membersync.settings.RetrySettings;

class BackOffTest {

    private static final RandomGenerator LEAST = new Fixed(0);
    private static final RandomGenerator MOST = new Fixed(Math.nextDown(1.0));

    @Property(seed = "318591567085203298")
    void staysWithinItsBounds(
            @ForAll @IntRange(min = 1, max = 1000) int attempts,
            @ForAll @LongRange(min = 1, max = 86_400_000) long first,
            @ForAll @LongRange(min = 1, max = 86_400_000) long longest,
            @ForAll @LongRange(min = 0, max = 86_400_000) long retryAfter,
            @ForAll long seed) {
        Assume.that(longest >= first);

        Duration delay =
                BackOff.delay(attempts, retry(first, longest), Duration.ofMillis(retryAfter), new Random(seed));

        assertThat(delay.toMillis())
                .isGreaterThanOrEqualTo(Math.max(first, retryAfter))
                .isLessThanOrEqualTo(Math.max(longest + longest / 5 + 1, retryAfter));
    }

    @Property(seed = "318591567085203298")
    void neverGetsShorterWithMoreTries(
            @ForAll @IntRange(min = 1, max = 100) int attempts,
            @ForAll @LongRange(min = 1, max = 86_400_000) long first,
            @ForAll @LongRange(min = 1, max = 86_400_000) long longest) {
        Assume.that(longest >= first);
        RetrySettings retry = retry(first, longest);

        assertThat(BackOff.delay(attempts + 1, retry, Duration.ZERO, LEAST))
                .isGreaterThanOrEqualTo(BackOff.delay(attempts, retry, Duration.ZERO, LEAST));
    }

    @Example
    void doublesFromTheFirstToTheLongest() {
        RetrySettings retry = retry(2000, 10_000);

        assertThat(BackOff.delay(1, retry, Duration.ZERO, LEAST)).isEqualTo(Duration.ofSeconds(2));
        assertThat(BackOff.delay(2, retry, Duration.ZERO, LEAST)).isEqualTo(Duration.ofSeconds(4));
        assertThat(BackOff.delay(3, retry, Duration.ZERO, LEAST)).isEqualTo(Duration.ofSeconds(8));
        assertThat(BackOff.delay(4, retry, Duration.ZERO, LEAST)).isEqualTo(Duration.ofSeconds(10));
        assertThat(BackOff.delay(1, retry, Duration.ZERO, MOST))
                .isBetween(Duration.ofMillis(2399), Duration.ofMillis(2400));
    }

    @Example
    void waitsAtLeastAsLongAsTheOtherSideAsked() {
        assertThat(BackOff.delay(1, retry(2000, 10_000), Duration.ofMinutes(7), MOST))
                .isEqualTo(Duration.ofMinutes(7));
    }

    private static RetrySettings retry(long first, long longest) {
        return new RetrySettings(8, Duration.ofMillis(first), Duration.ofMillis(longest));
    }

    private record Fixed(double value) implements RandomGenerator {

        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public double nextDouble() {
            return value;
        }
    }
}
