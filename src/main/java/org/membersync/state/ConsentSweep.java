package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.membersync.decision.Direction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Consent is in no feed, so every linked member is read again within the sweep's time, spread over it (behaviour O1). The
 * oldest come first; a step takes at most two and a half times the even share, so that a population that was linked all at
 * once is through in time without a burst. Writes whose end was lost are looked for as well.
 */
public class ConsentSweep {

    private static final double HEADROOM = 2.5;

    private static final int ANNOUNCED_AT_ONCE = 1000;

    private final Links links;
    private final AnnouncedWrites announcedWrites;
    private final ChangeQueue queue;
    private final Duration sweep;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final SharedLocks locks;

    ConsentSweep(
            Links links,
            AnnouncedWrites announcedWrites,
            ChangeQueue queue,
            Duration sweep,
            Clock clock,
            TransactionTemplate transaction,
            JdbcClient jdbc) {
        this.transaction = transaction;
        this.locks = new SharedLocks(jdbc);
        this.clock = clock;
        this.links = links;
        this.announcedWrites = announcedWrites;
        this.queue = queue;
        this.sweep = sweep;
    }

    /**
     * Queues the members whose turn it is.
     *
     * @param now when the step is made; the share grows with the time since the last step
     * @return how many linked members were queued
     */
    synchronized int step(Instant now) {
        queue.bringBack();
        links.bringBack();
        announcedWrites
                .overdue(ANNOUNCED_AT_ONCE)
                .forEach(member -> queue.readAgain(Direction.OUTBOUND, member, "lost-answer"));
        int share = share(links.count(), sinceLast(now));
        if (share == 0) {
            return 0;
        }
        List<String> members = links.notReadFor(sweep.dividedBy(2), share);
        for (String member : members) {
            queue.readAgain(Direction.OUTBOUND, member, "sweep");
            links.queuedAgain(member);
        }
        return members.size();
    }

    /** Whichever process made the last step; a minute at the very first, and when a clock was set back. */
    private Duration sinceLast(Instant now) {
        Optional<Instant> last = transaction.execute(status -> {
            Optional<Instant> before = locks.take(SharedLocks.SWEEP);
            locks.used(SharedLocks.SWEEP, now);
            return before;
        });
        return last.map(before -> Duration.between(before, now))
                .filter(since -> !since.isNegative())
                .orElse(Duration.ofMinutes(1));
    }

    /** The same, now. */
    public int step() {
        return step(clock.instant());
    }

    private int share(long linked, Duration sinceLast) {
        double share = HEADROOM * linked * sinceLast.toMillis() / sweep.toMillis();
        return (int) Math.min(Math.ceil(share), 100_000);
    }
}
