package org.membersync.businesscentral;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.membersync.failure.TransientException;

/**
 * Keeps the current access token and renews it early. At most one thread at a time asks for a token; while the old one still
 * lives, the others go on with it.
 */
public final class AccessTokens {

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);
    private static final int MARGIN_PART = 5;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(30);

    private final Clock clock;
    private final Supplier<TokenAnswer> fetch;
    private final ReentrantLock fetching = new ReentrantLock();
    private final AtomicReference<Held> held = new AtomicReference<>();

    /** @param fetch asks the token endpoint; its failures reach the caller of {@link #current()} */
    public AccessTokens(Clock clock, Supplier<TokenAnswer> fetch) {
        this.clock = clock;
        this.fetch = fetch;
    }

    /**
     * A token that lives. It is renewed when a fifth of its lifetime is left, at most 5 minutes before its end; when that fails
     * for a passing reason the old token serves on while it lives.
     */
    public String current() {
        Held now = held.get();
        if (isFresh(now)) {
            return now.token;
        }
        if (!lives(now)) {
            fetching.lock();
        } else if (!fetching.tryLock()) {
            return now.token;
        }
        try {
            return renewed();
        } finally {
            fetching.unlock();
        }
    }

    /** Drops a token that Business Central refused, unless it was replaced meanwhile. */
    public void refused(String token) {
        Held now = held.get();
        if (now != null && now.token.equals(token)) {
            held.compareAndSet(now, null);
        }
    }

    private String renewed() {
        Held before = held.get();
        if (isFresh(before)) {
            return before.token;
        }
        Instant asked = clock.instant();
        try {
            TokenAnswer answer = fetch.get();
            Held after = new Held(answer.token(), asked.plus(untilRenewal(answer)), asked.plus(answer.lifetime()));
            held.set(after);
            return after.token;
        } catch (TransientException passing) {
            if (!lives(before)) {
                throw passing;
            }
            held.compareAndSet(before, new Held(before.token, asked.plus(PAUSE_AFTER_FAILURE), before.end));
            return before.token;
        }
    }

    private static Duration untilRenewal(TokenAnswer answer) {
        Duration part = answer.lifetime().dividedBy(MARGIN_PART);
        return answer.lifetime().minus(part.compareTo(LONGEST_MARGIN) < 0 ? part : LONGEST_MARGIN);
    }

    private boolean isFresh(Held token) {
        return lives(token) && clock.instant().isBefore(token.renewal);
    }

    private boolean lives(Held token) {
        return token != null && clock.instant().isBefore(token.end);
    }

    /** No secret in it. */
    @Override
    public String toString() {
        return "AccessTokens";
    }

    /** Not a record: a record's text would hold the token. */
    private static final class Held {
        private final String token;
        private final Instant renewal;
        private final Instant end;

        private Held(String token, Instant renewal, Instant end) {
            this.token = token;
            this.renewal = renewal;
            this.end = end;
        }
    }
}
