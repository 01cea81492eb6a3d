package org.membersync.state;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Locks over all processes of one database; each is held until the transaction that took it ends. */
class SharedLocks {

    /** Who is at work on whom. */
    static final String CLAIMS = "claims";
    /** Taking pages of Business Central's feeds. */
    static final String FEEDS = "feeds";
    /** Taking pages of the HeyLoyalty list. */
    static final String LIST = "list";
    /** A step of the consent sweep. */
    static final String SWEEP = "sweep";
    /** Taking what a CDP tells. */
    static final String AUDIENCES = "audiences";
    /** Taking bookings, and putting them together. */
    static final String BOOKINGS = "bookings";
    /** Reserving calls. */
    static final String BUDGET = "budget";

    private final JdbcClient jdbc;

    SharedLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Waits for the lock; must run in a transaction.
     *
     * @return when it was last marked as used, empty when never
     */
    Optional<Instant> take(String name) {
        return jdbc.sql("SELECT used_at FROM shared_lock WHERE name = :name FOR UPDATE")
                .param("name", name)
                .query((row, number) -> Optional.ofNullable(Columns.instant(row, "used_at")))
                .single();
    }

    /** Marks a lock that is held as used. */
    void used(String name, Instant now) {
        jdbc.sql("UPDATE shared_lock SET used_at = :now WHERE name = :name")
                .param("now", Columns.at(now))
                .param("name", name)
                .update();
    }
}
