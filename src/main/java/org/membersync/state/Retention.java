package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.membersync.settings.RetentionSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deletes the rows that only tell of the past and are older than their retention, some at a time, so that no transaction is
 * long. Keyed hashes of erased persons stay for ever, and which entries were a member's until they are erased; open failures,
 * and what an operator chose not to hear of again, stay as long as the person.
 */
public class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 1000;

    /** Neither on its way nor waiting for an operator, by itself or with its batch. */
    private static final String OLD_BOOKING = "received_at < :before AND status <> 'waiting'"
            + " AND NOT EXISTS (SELECT 1 FROM failure f WHERE f.status = 'open' AND f.member_id IN ("
            + "'booking-' || CAST(booking.id AS VARCHAR(20)), 'batch-' || CAST(booking.batch_id AS VARCHAR(20))))"
            + " AND NOT EXISTS (SELECT 1 FROM member_change c WHERE c.member_id IN ("
            + "'booking-' || CAST(booking.id AS VARCHAR(20)), 'batch-' || CAST(booking.batch_id AS VARCHAR(20))))";

    private static final String LEDGER = "consent_decision";

    private final JdbcClient jdbc;
    private final EarlierEntries earlier;
    private final Clock clock;
    private final RetentionSettings settings;

    Retention(JdbcClient jdbc, EarlierEntries earlier, Clock clock, RetentionSettings settings) {
        this.jdbc = jdbc;
        this.earlier = earlier;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Rows that grow old.
     *
     * @param rows where they are looked for: the whole table, or only its oldest rows where it is large
     * @param condition which of them are too old, by {@code :before}
     */
    private record Old(String table, String rows, String condition, Duration age) {

        static Old of(String table, String condition, Duration age) {
            return new Old(table, table, condition, age);
        }

        /** Of a table whose rows come in the order of their time, so that the oldest tell whether there is anything to do. */
        static Old inOrder(String table, String time, Duration age) {
            String oldest = "(SELECT id, " + time + " FROM " + table + " ORDER BY id FETCH FIRST " + AT_ONCE
                    + " ROWS ONLY) AS o";
            return new Old(table, oldest, time + " < :before", age);
        }
    }

    private List<Old> all() {
        return List.of(
                Old.of("webhook_request", "received_at < :before", settings.webhooks()),
                Old.inOrder("audience_event", "received_at", settings.audienceEvents()),
                Old.of("booking", OLD_BOOKING, settings.bookings()),
                Old.of(
                        "booking_batch",
                        "sealed_at < :before AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.batch_id = booking_batch.id)",
                        settings.bookings()),
                Old.inOrder(LEDGER, "decided_at", settings.ledger()),
                Old.of(
                        "failure",
                        "ended_at < :before AND status <> 'open' AND (status <> 'dismissed' OR field = '')",
                        settings.failures()),
                Old.inOrder("alert", "happened_at", settings.failures()),
                Old.of("direction_pause", "resumed_at < :before", settings.failures()));
    }

    /**
     * Deletes what is too old.
     *
     * @return how many rows of each table were deleted
     */
    public Map<String, Integer> deleteOld() {
        Map<String, Integer> deleted = new TreeMap<>();
        for (Old old : all()) {
            int rows = delete(old);
            if (rows > 0) {
                deleted.put(old.table(), rows);
            }
        }
        forgetContacts();
        int runs = deleteRuns();
        if (runs > 0) {
            deleted.put("run", runs);
        }
        if (!deleted.isEmpty()) {
            LOG.info("Rows older than their retention were deleted: {}", deleted);
        }
        return deleted;
    }

    /** Of buyers whose turn never ended, because an operator dismissed it. */
    private void forgetContacts() {
        jdbc.sql("UPDATE buyer SET contact = NULL WHERE contact IS NOT NULL AND noted_at < :before"
                        + " AND NOT EXISTS (SELECT 1 FROM failure f WHERE f.status = 'open' AND f.member_id = buyer.buyer_id)"
                        + " AND NOT EXISTS (SELECT 1 FROM member_change c WHERE c.member_id = buyer.buyer_id)")
                .param("before", Columns.at(clock.instant().minus(settings.bookings())))
                .update();
    }

    /** Each run with what it found, which may be as much as there are people. */
    private int deleteRuns() {
        List<Long> runs = jdbc.sql("SELECT id FROM run WHERE COALESCE(ended_at, progress_at) < :before ORDER BY id")
                .param("before", Columns.at(clock.instant().minus(settings.runs())))
                .query(Long.class)
                .list();
        for (long run : runs) {
            int batch;
            do {
                batch = jdbc.sql("DELETE FROM run_difference WHERE run_id = :run AND row_no IN (SELECT row_no FROM"
                                + " run_difference WHERE run_id = :run ORDER BY row_no FETCH FIRST " + AT_ONCE
                                + " ROWS ONLY)")
                        .param("run", run)
                        .update();
            } while (batch > 0);
            jdbc.sql("DELETE FROM run WHERE id = :run").param("run", run).update();
        }
        return runs.size();
    }

    private int delete(Old old) {
        Instant before = clock.instant().minus(old.age());
        String oldest = "SELECT id FROM " + old.rows() + " WHERE " + old.condition() + " ORDER BY id FETCH FIRST "
                + AT_ONCE + " ROWS ONLY";
        int deleted = 0;
        int batch;
        do {
            if (old.table().equals(LEDGER)) {
                earlier.keepTold(oldest, before);
            }
            batch = jdbc.sql("DELETE FROM " + old.table() + " WHERE id IN (" + oldest + ")")
                    .param("before", Columns.at(before))
                    .update();
            deleted += batch;
        } while (batch > 0);
        return deleted;
    }
}
