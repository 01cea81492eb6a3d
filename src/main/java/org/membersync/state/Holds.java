package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.membersync.decision.Direction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Directions whose access was refused. A refused turn stops the work of its direction until the next try, and the other
 * direction goes on; a refused poll is noted, and what is queued already goes on too.
 */
public class Holds {

    /** What met the refusal: a turn, or what every turn needs. */
    static final String WORK = "work";

    private static final String SELECT =
            "SELECT source, reason, message, held_since, held_until FROM direction_hold WHERE direction = :direction";

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
     * @param source {@code work}, or the route that polls
     * @param until when access is tried again; a poll keeps to its own schedule
     */
    public record Hold(String source, String reason, String message, Instant since, Instant until) {

        /** Whether the direction's work stands still, and not only what a poll would find is missing. */
        public boolean stopsWork() {
            return WORK.equals(source);
        }
    }

    /**
     * Holds the direction's work for that long.
     *
     * @return whether it went on until now, so that one line in the log is enough for many members
     */
    public boolean hold(Direction direction, Duration duration, String reason, String message) {
        return hold(direction, WORK, duration, reason, message);
    }

    /**
     * Notes that a poll of the direction was refused.
     *
     * @param poll the route's id
     * @return whether it got through until now
     */
    public boolean refused(Direction direction, String poll, Duration duration, String reason, String message) {
        return hold(direction, poll, duration, reason, message);
    }

    private synchronized boolean hold(
            Direction direction, String source, Duration duration, String reason, String message) {
        return Boolean.TRUE.equals(Collisions.outlive(() -> transaction.execute(status -> {
            Instant now = clock.instant();
            Optional<Hold> before = find(direction, source);
            Instant since = before.map(Hold::since).orElse(now);
            jdbc.sql("DELETE FROM direction_hold WHERE direction = :direction AND source = :source")
                    .param("direction", direction.name())
                    .param("source", source)
                    .update();
            jdbc.sql("INSERT INTO direction_hold (direction, source, reason, message, held_since, held_until)"
                            + " VALUES (:direction, :source, :reason, :message, :since, :until)")
                    .param("direction", direction.name())
                    .param("source", source)
                    .param("reason", reason)
                    .param("message", Columns.cut(message, 2000))
                    .param("since", Columns.at(since))
                    .param("until", Columns.at(now.plus(duration)))
                    .update();
            return before.isEmpty();
        })));
    }

    /** Forgets the holds of the work that are over, once a run got through without a new refusal. */
    public void mended() {
        jdbc.sql("DELETE FROM direction_hold WHERE source = :work AND held_until <= :now")
                .param("work", WORK)
                .param("now", Columns.at(clock.instant()))
                .update();
    }

    /** Forgets what the poll was refused, because it got through. */
    public void gotThrough(String poll) {
        jdbc.sql("DELETE FROM direction_hold WHERE source = :poll")
                .param("poll", poll)
                .update();
    }

    /** Lets both directions go on, because somebody may have mended the access. */
    public void release() {
        jdbc.sql("DELETE FROM direction_hold").update();
    }

    /** Lets the direction go on. */
    public void release(Direction direction) {
        jdbc.sql("DELETE FROM direction_hold WHERE direction = :direction")
                .param("direction", direction.name())
                .update();
    }

    /** Why the direction waits, its work before its polls; also there when it is about to be tried again. */
    public Optional<Hold> find(Direction direction) {
        return jdbc.sql(SELECT + " ORDER BY CASE WHEN source = :work THEN 0 ELSE 1 END, source FETCH FIRST 1 ROW ONLY")
                .param("direction", direction.name())
                .param("work", WORK)
                .query(Holds::hold)
                .optional();
    }

    private Optional<Hold> find(Direction direction, String source) {
        return jdbc.sql(SELECT + " AND source = :source")
                .param("direction", direction.name())
                .param("source", source)
                .query(Holds::hold)
                .optional();
    }

    private static Hold hold(ResultSet row, int number) throws SQLException {
        return new Hold(
                row.getString("source"),
                row.getString("reason"),
                row.getString("message"),
                Columns.instant(row, "held_since"),
                Columns.instant(row, "held_until"));
    }
}
