package org.membersync.state;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** When each route that polls last got through: what has not for long is stale. */
public class Polls {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Holds holds;

    Polls(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, Holds holds) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.holds = holds;
    }

    /** Notes that the poll got through, by which a refusal of its access is over too. */
    public void gotThrough(String poll) {
        Collisions.outlive(transaction, () -> {
            jdbc.sql("""
                            MERGE INTO poll_reading AS t
                            USING (VALUES (CAST(:poll AS VARCHAR(60)), CAST(:now AS TIMESTAMP WITH TIME ZONE)))
                              AS v(poll, got_through_at)
                            ON t.poll = v.poll
                            WHEN MATCHED THEN UPDATE SET got_through_at = v.got_through_at
                            WHEN NOT MATCHED THEN INSERT (poll, got_through_at) VALUES (v.poll, v.got_through_at)
                            """)
                    .param("poll", poll)
                    .param("now", Columns.at(clock.instant()))
                    .update();
            holds.gotThrough(poll);
        });
    }

    /** When the poll last got through; empty when it never did. */
    public Optional<Instant> gotThroughAt(String poll) {
        return jdbc.sql("SELECT got_through_at FROM poll_reading WHERE poll = :poll")
                .param("poll", poll)
                .query((row, number) -> Columns.instant(row, "got_through_at"))
                .optional();
    }
}
