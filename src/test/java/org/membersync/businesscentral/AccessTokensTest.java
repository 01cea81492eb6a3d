package org.membersync.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.membersync.failure.AccessException;
import org.membersync.failure.TransientException;

class AccessTokensTest {

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private Duration lifetime = Duration.ofHours(1);
    private RuntimeException trouble;
    private final AccessTokens tokens = new AccessTokens(clock, this::fetch);

    @Test
    void keepsTokenUntilFiveMinutesBeforeItsEnd() {
        assertThat(tokens.current()).isEqualTo("token-1");
        clock.forward(Duration.ofMinutes(55).minusSeconds(1));
        assertThat(tokens.current()).isEqualTo("token-1");
        clock.forward(Duration.ofSeconds(1));
        assertThat(tokens.current()).isEqualTo("token-2");
    }

    @Test
    void renewsShortTokenWithAFifthOfItsLifeLeft() {
        lifetime = Duration.ofSeconds(100);
        tokens.current();
        clock.forward(Duration.ofSeconds(79));
        assertThat(tokens.current()).isEqualTo("token-1");
        clock.forward(Duration.ofSeconds(1));
        assertThat(tokens.current()).isEqualTo("token-2");
    }

    @Test
    void dropsRefusedToken() {
        tokens.refused(tokens.current());

        assertThat(tokens.current()).isEqualTo("token-2");
    }

    @Test
    void keepsTokenThatReplacedTheRefusedOne() {
        String first = tokens.current();
        tokens.refused(first);
        tokens.current();
        tokens.refused(first);

        assertThat(tokens.current()).isEqualTo("token-2");
    }

    @Test
    void servesLivingTokenWhileRenewalFailsAndAsksAgainAfterAPause() {
        tokens.current();
        clock.forward(Duration.ofMinutes(56));
        trouble = new TransientException("x", "x", null);
        assertThat(tokens.current()).isEqualTo("token-1");
        assertThat(tokens.current()).isEqualTo("token-1");
        assertThat(fetches).hasValue(2);

        clock.forward(Duration.ofSeconds(30));
        trouble = null;
        assertThat(tokens.current()).isEqualTo("token-3");
    }

    @Test
    void failsWithoutLivingToken() {
        tokens.current();
        clock.forward(Duration.ofHours(1));
        trouble = new TransientException("x", "no connection", null);

        assertThatThrownBy(tokens::current).isSameAs(trouble);
    }

    @Test
    void tellsRefusalOfTheClientAtOnce() {
        tokens.current();
        clock.forward(Duration.ofMinutes(56));
        trouble = new AccessException("x", "refused");

        assertThatThrownBy(tokens::current).isSameAs(trouble);
    }

    @Test
    void asksOnceForManyThreads() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AccessTokens slow = new AccessTokens(clock, () -> {
            asked.countDown();
            await(answer);
            return fetch();
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(slow::current));
            }
            await(asked);
            answer.countDown();
            for (Future<String> result : results) {
                assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo("token-1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void letsOthersGoOnWithTheLivingTokenDuringRenewal() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AccessTokens slow = new AccessTokens(clock, () -> {
            if (fetches.get() > 0) {
                asked.countDown();
                await(answer);
            }
            return fetch();
        });
        slow.current();
        clock.forward(Duration.ofMinutes(56));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<String> renewing = thread.submit(slow::current);
            await(asked);
            assertThat(slow.current()).isEqualTo("token-1");
            answer.countDown();
            assertThat(renewing.get(10, TimeUnit.SECONDS)).isEqualTo("token-2");
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void showsNoTokenInAnyText() {
        tokens.current();

        assertThat(tokens.toString()).doesNotContain("token-1");
        assertThat(new TokenAnswer("MARKER", lifetime).toString()).doesNotContain("MARKER");
        assertThat(new AuthorizationHeader("Authorization", "MARKER").toString())
                .doesNotContain("MARKER");
    }

    private TokenAnswer fetch() {
        int number = fetches.incrementAndGet();
        if (trouble != null) {
            throw trouble;
        }
        return new TokenAnswer("token-" + number, lifetime);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static final class MovableClock extends Clock {

        private volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");

        private void forward(Duration step) {
            now = now.plus(step);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
