package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.membersync.decision.Direction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A direction that waits because a system refused our access: nothing is claimed until the next try. */
public class Holds {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Holds(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Why the direction waits.
     *
     * @param until when access is tried again
     */
    public record Hold(String reason, String message, Instant since, Instant until) {}

    /**
     * Holds the direction for that long.
     *
     * @return whether it went on until now, so that one line in the log is enough for many members
     */
    public synchronized boolean hold(Direction direction, Duration duration, String reason, String message) {
        return Boolean.TRUE.equals(Collisions.outlive(() -> transaction.execute(status -> {
            Instant now = clock.instant();
            Optional<Hold> before = find(direction);
            Instant since = before.map(Hold::since).orElse(now);
            release(direction);
            jdbc.sql("INSERT INTO direction_hold (direction, reason, message, held_since, held_until)"
                            + " VALUES (:direction, :reason, :message, :since, :until)")
                    .param("direction", direction.name())
                    .param("reason", reason)
                    .param("message", Columns.cut(message, 2000))
                    .param("since", Columns.at(since))
                    .param("until", Columns.at(now.plus(duration)))
                    .update();
            return before.isEmpty() || !before.get().until().isAfter(now);
        })));
    }

    /** Forgets the holds that are over, once access was granted again. */
    public void mended() {
        jdbc.sql("DELETE FROM direction_hold WHERE held_until <= :now")
                .param("now", Columns.at(clock.instant()))
                .update();
    }

    /** Lets the direction go on. */
    public void release(Direction direction) {
        jdbc.sql("DELETE FROM direction_hold WHERE direction = :direction")
                .param("direction", direction.name())
                .update();
    }

    /** Why the direction waits; also there when it is about to be tried again. */
    public Optional<Hold> find(Direction direction) {
        return jdbc.sql(
                        "SELECT reason, message, held_since, held_until FROM direction_hold WHERE direction = :direction")
                .param("direction", direction.name())
                .query((row, number) -> new Hold(
                        row.getString("reason"),
                        row.getString("message"),
                        Columns.instant(row, "held_since"),
                        Columns.instant(row, "held_until")))
                .optional();
    }
}
