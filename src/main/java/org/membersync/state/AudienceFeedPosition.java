package org.membersync.state;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.membersync.cdp.CdpFeed;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the CDP's change feed was read. */
public class AudienceFeedPosition {

    private final JdbcClient jdbc;
    private final Clock clock;

    AudienceFeedPosition(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A position, and when it was reached. */
    public record Mark(long position, Instant readAt) {}

    /** From where on changes are news; empty before the first snapshot. */
    public Optional<Mark> find() {
        return jdbc.sql("SELECT feed_position, read_at FROM audience_feed WHERE identifier_type = :type")
                .param("type", CdpFeed.IDENTIFIER_TYPE)
                .query((row, number) -> new Mark(row.getLong("feed_position"), Columns.instant(row, "read_at")))
                .optional();
    }

    /** The first snapshot says from where on; an earlier position stays, for other audiences go on from there. */
    void beginAt(long position) {
        Optional<Mark> known = find();
        if (known.isEmpty() || known.get().position() > position) {
            save(position);
        }
    }

    /** Everything up to there was taken. */
    void advance(long position) {
        if (find().map(Mark::position).orElse(Long.MIN_VALUE) <= position) {
            save(position);
        }
    }

    private void save(long position) {
        forget();
        jdbc.sql("INSERT INTO audience_feed (identifier_type, feed_position, read_at) VALUES (:type, :position, :now)")
                .param("type", CdpFeed.IDENTIFIER_TYPE)
                .param("position", position)
                .param("now", Columns.at(clock.instant()))
                .update();
    }

    void forget() {
        jdbc.sql("DELETE FROM audience_feed WHERE identifier_type = :type")
                .param("type", CdpFeed.IDENTIFIER_TYPE)
                .update();
    }
}
