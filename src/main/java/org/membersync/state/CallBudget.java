package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many calls all processes of a coupling may make together in any five minutes; a restart starts no new five minutes.
 * Calls are reserved some at a time for a short slot of time, so that the database is asked seldom.
 */
public class CallBudget {

    private static final Duration SLOT = Duration.ofSeconds(10);

    /** Calls of this and these many slots before it can lie within the same five minutes. */
    private static final long SLOTS_BEFORE = Duration.ofMinutes(5).dividedBy(SLOT);

    private static final int LARGEST_RESERVE = 50;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SharedLocks locks;
    private final Clock clock;
    private final String system;
    private final int limit;
    private long slot;
    private int reserve;

    CallBudget(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, String system, int limit) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.locks = new SharedLocks(jdbc);
        this.clock = clock;
        this.system = system;
        this.limit = limit;
    }

    /** Takes one call; false when there is none left at the moment. */
    public synchronized boolean take() {
        long now = clock.millis() / SLOT.toMillis();
        if (slot != now || reserve == 0) {
            int left = reserve;
            reserve = 0;
            int reserved = transaction.execute(status -> reserve(now, left));
            slot = now;
            reserve = reserved;
        }
        if (reserve == 0) {
            return false;
        }
        reserve--;
        return true;
    }

    /** Gives back what an earlier slot left, and reserves for this one. */
    private int reserve(long now, int left) {
        locks.take(SharedLocks.BUDGET);
        if (left > 0) {
            add(slot, -left);
        }
        // Slots ahead were noted by a clock that was wrong.
        jdbc.sql("DELETE FROM call_budget WHERE system_name = :system AND (slot < :oldest OR slot > :newest)")
                .param("system", system)
                .param("oldest", now - SLOTS_BEFORE)
                .param("newest", now + 1)
                .update();
        long used = jdbc.sql("SELECT COALESCE(SUM(calls), 0) FROM call_budget WHERE system_name = :system")
                .param("system", system)
                .query(Long.class)
                .single();
        int reserved = (int) Math.max(0, Math.min(Math.max(1, Math.min(limit / 100, LARGEST_RESERVE)), limit - used));
        if (reserved > 0) {
            add(now, reserved);
        }
        return reserved;
    }

    private void add(long which, int calls) {
        jdbc.sql("""
                        MERGE INTO call_budget AS t
                        USING (VALUES (CAST(:system AS VARCHAR(40)), CAST(:slot AS BIGINT), CAST(:calls AS INTEGER)))
                          AS v(system_name, slot, calls)
                        ON t.system_name = v.system_name AND t.slot = v.slot
                        WHEN MATCHED THEN UPDATE SET calls = t.calls + v.calls
                        WHEN NOT MATCHED THEN INSERT (system_name, slot, calls) VALUES (v.system_name, v.slot, v.calls)
                        """)
                .param("system", system)
                .param("slot", which)
                .param("calls", calls)
                .update();
    }
}
