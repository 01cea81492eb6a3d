package org.membersync.sync;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import org.membersync.failure.SystemUnavailableException;

/**
 * Holds every call to what both systems allow: so many at a time, and so many in five minutes. Processes of one coupling keep
 * both together.
 */
public class CallLimits {

    /** A call that waited longer gives its worker back. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /** Calls in hand end soon, so that a turn is finished rather than left with a write that it announced and never made. */
    private static final Duration PATIENCE_WHILE_STOPPING = Duration.ofSeconds(8);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Map<String, Limit> limits;
    private final IntUnaryOperator share;
    private final BooleanSupplier stopping;
    private final Duration whileStopping;

    /** @param share how many of so many calls at a time are this process's */
    CallLimits(Map<String, Limit> limits, IntUnaryOperator share, BooleanSupplier stopping) {
        this(limits, share, stopping, PATIENCE_WHILE_STOPPING);
    }

    /** @param whileStopping how long a call in hand is waited for when the program stops */
    CallLimits(Map<String, Limit> limits, IntUnaryOperator share, BooleanSupplier stopping, Duration whileStopping) {
        this.limits = Map.copyOf(limits);
        this.share = share;
        this.stopping = stopping;
        this.whileStopping = whileStopping;
    }

    /** What one system allows. */
    static final class Limit {

        private final int atATime;
        private final BooleanSupplier budget;
        private final Permits permits = new Permits();

        /**
         * @param atATime calls at a time, of all processes together
         * @param budget takes one call of those in five minutes, if there is one left
         */
        Limit(int atATime, BooleanSupplier budget) {
            this.atATime = atATime;
            this.budget = budget;
        }
    }

    /** As many as there are now; taken away without waiting, so that those in use are missing for the next ones. */
    private static final class Permits extends Semaphore {

        private static final long serialVersionUID = 1L;
        private int size;

        Permits() {
            super(0, true);
        }

        synchronized void resize(int now) {
            if (now < size) {
                reducePermits(size - now);
            } else {
                release(now - size);
            }
            size = now;
        }
    }

    /**
     * Waits until a call may be made; {@link #leave} must follow its end.
     *
     * @throws SystemUnavailableException when it took too long, or the program stops and it would take long: the change waits in
     *     the queue
     */
    public void enter(String system) throws InterruptedException {
        Limit limit = limits.get(system);
        long begun = System.nanoTime();
        while (!limit.budget.getAsBoolean()) {
            refuseToWait(system, begun, Duration.ZERO);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        while (!hasEntered(limit)) {
            refuseToWait(system, begun, whileStopping);
        }
    }

    private boolean hasEntered(Limit limit) throws InterruptedException {
        limit.permits.resize(share.applyAsInt(limit.atATime));
        return limit.permits.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refuseToWait(String system, long begun, Duration whenStopping) {
        Duration patience = stopping.getAsBoolean() ? whenStopping : PATIENCE;
        if (System.nanoTime() - begun >= patience.toNanos()) {
            throw new SystemUnavailableException(
                    "call-limit",
                    "The calls to " + system + " that membersync." + system
                            + " allows are used up: this one waits in the queue",
                    null);
        }
    }

    /** The call has ended, however it did. */
    public void leave(String system) {
        limits.get(system).permits.release();
    }

    /** How many calls at a time this process may make now. */
    public int atATime(String system) {
        return share.applyAsInt(limits.get(system).atATime);
    }
}
