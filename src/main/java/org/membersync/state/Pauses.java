package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.membersync.decision.Direction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Directions that an operator paused. No turn of a paused direction begins, in any process on this database; what is in hand
 * is finished. Feeds, the list, webhooks and the sweep go on and fill the queue, so that nothing is lost, least of all a
 * withdrawal: it goes out after the direction was resumed. Who did it, when and why is kept.
 */
public class Pauses {

    private static final String COLUMNS =
            "SELECT direction, reason, paused_at, paused_by, resumed_at, resumed_by FROM direction_pause";

    private final JdbcClient jdbc;
    private final Clock clock;

    Pauses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A pause.
     *
     * @param reason empty when none was given
     * @param resumedAt null while the direction is paused
     * @param resumedBy null while the direction is paused
     */
    public record Pause(
            Direction direction, String reason, Instant since, String who, Instant resumedAt, String resumedBy) {}

    /**
     * Pauses the direction. One that is paused already keeps who paused it first, and why.
     *
     * @param direction outbound, with which the memberships go, or inbound
     * @return whether it was not paused before
     */
    public boolean pause(Direction direction, String who, String reason) {
        if (find(direction).isPresent()) {
            return false;
        }
        jdbc.sql("INSERT INTO direction_pause (direction, reason, paused_at, paused_by)"
                        + " VALUES (:direction, :reason, :now, :who)")
                .param("direction", direction.name())
                .param("reason", Columns.cut(reason, 1000))
                .param("now", Columns.at(clock.instant()))
                .param("who", Columns.cut(who, 60))
                .update();
        return true;
    }

    /**
     * Lets the direction go on.
     *
     * @return whether it was paused
     */
    public boolean resume(Direction direction, String who) {
        return jdbc.sql("UPDATE direction_pause SET resumed_at = :now, resumed_by = :who"
                                + " WHERE direction = :direction AND resumed_at IS NULL")
                        .param("now", Columns.at(clock.instant()))
                        .param("who", Columns.cut(who, 60))
                        .param("direction", direction.name())
                        .update()
                > 0;
    }

    /** The pause of the direction, if it is paused now. */
    public Optional<Pause> find(Direction direction) {
        return jdbc.sql(COLUMNS
                        + " WHERE direction = :direction AND resumed_at IS NULL ORDER BY id FETCH FIRST 1 ROW ONLY")
                .param("direction", direction.name())
                .query(Pauses::pause)
                .optional();
    }

    /** The latest pauses of both directions, newest first, those that are over too. */
    public List<Pause> latest(int limit) {
        return jdbc.sql(COLUMNS + " ORDER BY id DESC FETCH FIRST " + limit + " ROWS ONLY")
                .query(Pauses::pause)
                .list();
    }

    private static Pause pause(ResultSet row, int number) throws SQLException {
        return new Pause(
                Direction.valueOf(row.getString("direction")),
                row.getString("reason"),
                Columns.instant(row, "paused_at"),
                row.getString("paused_by"),
                Columns.instant(row, "resumed_at"),
                row.getString("resumed_by"));
    }
}
