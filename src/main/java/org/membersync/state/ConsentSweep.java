package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.membersync.decision.Direction;

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
    private Instant last;

    ConsentSweep(Links links, AnnouncedWrites announcedWrites, ChangeQueue queue, Duration sweep, Clock clock) {
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
        Duration sinceLast = last == null ? Duration.ofMinutes(1) : Duration.between(last, now);
        last = now;
        int share = share(links.count(), sinceLast);
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

    /** The same, now. */
    public int step() {
        return step(clock.instant());
    }

    private int share(long linked, Duration sinceLast) {
        double share = HEADROOM * linked * sinceLast.toMillis() / sweep.toMillis();
        return (int) Math.min(Math.ceil(share), 100_000);
    }
}
