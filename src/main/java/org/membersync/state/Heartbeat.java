package org.membersync.state;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Tells the other processes that this one lives, several times within a lease, from the start until the database closes. Where
 * there are no others it is never started.
 */
class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final DatabaseClock clock;
    private final Instances instances;
    private final Claims claims;
    private final CreatedValues createdValues;
    private final LateWrites lateWrites;
    private ScheduledExecutorService thread;
    private boolean failed;

    Heartbeat(
            DatabaseClock clock,
            Instances instances,
            Claims claims,
            CreatedValues createdValues,
            LateWrites lateWrites) {
        this.clock = clock;
        this.instances = instances;
        this.claims = claims;
        this.createdValues = createdValues;
        this.lateWrites = lateWrites;
    }

    /** Beats at once and four times in each lease. */
    void start(Duration lease) {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "heartbeat");
            made.setDaemon(true);
            return made;
        });
        beat();
        long pause = lease.dividedBy(4).toMillis();
        thread.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** The claims first: they are what a late beat would lose. */
    void beat() {
        try {
            claims.renew();
            clock.measure();
            instances.beat();
            createdValues.takeIntoForce();
            lateWrites.mendAll();
            failed = false;
        } catch (DataAccessException e) {
            if (!failed) {
                LOG.warn(
                        "The database did not take a heartbeat ({}): if this lasts, other processes take over the work in"
                                + " hand",
                        e.getClass().getSimpleName());
            }
            failed = true;
        }
    }

    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        thread.shutdownNow();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
            instances.leave();
        } catch (DataAccessException e) {
            LOG.warn("The database is away: the other processes see after a while that this one has ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
