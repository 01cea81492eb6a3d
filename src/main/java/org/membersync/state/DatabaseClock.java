package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database's clock, as far as it was measured: processes whose own clocks differ agree on how long a lease lasts. */
class DatabaseClock extends Clock {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    /** More is told, because times that people read are by the process's own clock. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Clock own;
    private final AtomicReference<Duration> ahead;

    DatabaseClock(JdbcClient jdbc, Clock own) {
        this(jdbc, own, new AtomicReference<>(Duration.ZERO));
    }

    private DatabaseClock(JdbcClient jdbc, Clock own, AtomicReference<Duration> ahead) {
        this.jdbc = jdbc;
        this.own = own;
        this.ahead = ahead;
    }

    /** The same by this machine's time, which goes on when a test makes the program's own stand still. */
    Clock running() {
        return new DatabaseClock(jdbc, Clock.systemUTC(), ahead);
    }

    /** Asks the database for its time. */
    void measure() {
        Instant told = jdbc.sql("SELECT CURRENT_TIMESTAMP AS told FROM shared_lock WHERE name = 'claims'")
                .query((row, number) -> Columns.instant(row, "told"))
                .single();
        Duration now = Duration.between(own.instant(), told);
        Duration before = ahead.getAndSet(now);
        if (isNoticeable(now) && !isNoticeable(before)) {
            LOG.warn(
                    "The clock of this machine and the database's are {} s apart: leases go by the database's, but have both"
                            + " set by the network",
                    now.abs().toSeconds());
        }
    }

    private static boolean isNoticeable(Duration apart) {
        return apart.abs().compareTo(NOTICEABLE) > 0;
    }

    @Override
    public Instant instant() {
        return own.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return own.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new DatabaseClock(jdbc, own.withZone(zone), ahead);
    }
}
