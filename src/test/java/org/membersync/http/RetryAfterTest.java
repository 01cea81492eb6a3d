package org.membersync.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void readsSeconds() {
        assertThat(RetryAfter.read(" 17 ", clock)).contains(Duration.ofSeconds(17));
    }

    @Test
    void readsHttpDate() {
        assertThat(RetryAfter.read("Sun, 01 Mar 2026 10:02:00 GMT", clock)).contains(Duration.ofMinutes(2));
    }

    @Test
    void takesPastDateAsNow() {
        assertThat(RetryAfter.read("Sun, 01 Mar 2026 09:00:00 GMT", clock)).contains(Duration.ZERO);
    }

    @Test
    void waitsADayAtMost() {
        assertThat(RetryAfter.read("999999", clock)).contains(Duration.ofDays(1));
        assertThat(RetryAfter.read("99999999999999999999", clock)).contains(Duration.ofDays(1));
    }

    @Test
    void ignoresWhatItCannotRead() {
        assertThat(RetryAfter.read(null, clock)).isEmpty();
        assertThat(RetryAfter.read(" ", clock)).isEmpty();
        assertThat(RetryAfter.read("soon", clock)).isEmpty();
        assertThat(RetryAfter.read("-5", clock)).isEmpty();
    }
}
