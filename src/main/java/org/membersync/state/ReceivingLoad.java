package org.membersync.state;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How many webhooks come in. Their senders wait for the answer and give up after a few tries, whereas what they told is safe
 * once it is stored: so while many come in, the work on it steps back.
 */
public class ReceivingLoad {

    /** More than this many in a second are a burst: what lasts is far less, so that the work never falls behind for long. */
    private static final int BURST = 50;

    private static final Duration PAUSE = Duration.ofMillis(250);

    /** What lasts longer is no burst: the work goes on beside it, or it would fall behind for good. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong quietSecond = new AtomicLong(Long.MIN_VALUE);
    private final AtomicInteger inThisSecond = new AtomicInteger();
    private final AtomicInteger inTheLastSecond = new AtomicInteger();

    /** Counts one more. */
    void received() {
        turn();
        inThisSecond.incrementAndGet();
    }

    /** Whether many come in just now, and did not do so all the time. */
    boolean isHigh() {
        turn();
        boolean high = inThisSecond.get() > BURST || inTheLastSecond.get() > BURST;
        return high && second.get() - quietSecond.get() <= LONGEST.toSeconds();
    }

    /** Lets the receiver go first, for a moment; returns at once while few come in. */
    public void stepBack() {
        if (isHigh()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void turn() {
        long now = Math.floorDiv(System.nanoTime(), 1_000_000_000L);
        long before = second.get();
        if (now != before && second.compareAndSet(before, now)) {
            if (now != before + 1 || inThisSecond.get() <= BURST) {
                quietSecond.set(now - 1);
            }
            inTheLastSecond.set(now == before + 1 ? inThisSecond.get() : 0);
            inThisSecond.set(0);
        }
    }
}
