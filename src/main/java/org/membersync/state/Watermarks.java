package org.membersync.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;
import org.membersync.businesscentral.Feed;
import org.membersync.businesscentral.FeedRow;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each feed was read, and which rows behind that were seen already. */
public class Watermarks {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SharedLocks locks;

    Watermarks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.locks = new SharedLocks(jdbc);
    }

    /**
     * How far a feed was read.
     *
     * @param complete whether it was read to its end at least once
     * @param readAt when it was last read to its end, null when never
     */
    public record Watermark(Feed feed, long settled, String anchorRow, boolean complete, Instant readAt) {}

    /** How far the feed was read, empty when never. */
    public Optional<Watermark> find(Feed feed) {
        return jdbc.sql("SELECT settled_position, anchor_row, complete, read_at FROM watermark WHERE feed = :feed")
                .param("feed", feed.name())
                .query((row, number) -> new Watermark(
                        feed,
                        row.getLong("settled_position"),
                        row.getString("anchor_row"),
                        row.getBoolean("complete"),
                        Columns.instant(row, "read_at")))
                .optional();
    }

    /** Lets no other process take pages until the transaction ends, and begins where the feed was left. */
    FeedCursor locked(FeedCursor cursor) {
        locks.take(SharedLocks.FEEDS);
        Optional<Watermark> mark = find(cursor.feed());
        return new FeedCursor(
                cursor.feed(),
                FeedCursor.Phase.FIRST_PAGE,
                mark.map(Watermark::settled).orElse(0L),
                mark.map(Watermark::anchorRow).orElse(""),
                mark.map(Watermark::complete).orElse(false),
                "",
                cursor.taking());
    }

    /** When the feed that was read longest ago was read to its end; empty when one never was. */
    public Optional<Instant> completeSince() {
        List<Optional<Instant>> times = java.util.Arrays.stream(Feed.values())
                .map(feed -> find(feed).map(Watermark::readAt))
                .toList();
        return times.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : times.stream().map(Optional::get).min(Instant::compareTo);
    }

    /** What stands for a row in our tables: a member's own id may not stay there after an erasure (quality P5). */
    static String mark(String rowId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(rowId.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 20);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Those of a page's rows that were not taken before, each once, asked in one go because pages are long. */
    List<FeedRow> unseen(Feed feed, List<FeedRow> rows) {
        LongSummaryStatistics positions =
                rows.stream().mapToLong(FeedRow::position).summaryStatistics();
        Set<Seen> seen = new HashSet<>(jdbc.sql("SELECT row_id, row_position FROM feed_seen"
                        + " WHERE feed = :feed AND row_position >= :lowest AND row_position <= :highest")
                .param("feed", feed.name())
                .param("lowest", positions.getMin())
                .param("highest", positions.getMax())
                .query((row, number) -> new Seen(row.getString("row_id"), row.getLong("row_position")))
                .list());
        return rows.stream()
                .filter(row -> seen.add(new Seen(mark(row.id()), row.position())))
                .toList();
    }

    private record Seen(String mark, long position) {}

    void markSeen(Feed feed, FeedRow row) {
        jdbc.sql("INSERT INTO feed_seen (feed, row_id, row_position) VALUES (:feed, :id, :position)")
                .param("feed", feed.name())
                .param("id", mark(row.id()))
                .param("position", row.position())
                .update();
    }

    void save(Feed feed, long settled, String anchorRow, boolean complete, boolean readToItsEnd) {
        jdbc.sql("""
                        MERGE INTO watermark AS t
                        USING (VALUES (CAST(:feed AS VARCHAR(40)), CAST(:settled AS BIGINT), CAST(:anchor AS VARCHAR(60)),
                          CAST(:complete AS BOOLEAN), CAST(:readAt AS TIMESTAMP WITH TIME ZONE)))
                          AS v(feed, settled_position, anchor_row, complete, read_at)
                        ON t.feed = v.feed
                        WHEN MATCHED THEN UPDATE SET settled_position = v.settled_position, anchor_row = v.anchor_row,
                          complete = v.complete, read_at = COALESCE(v.read_at, t.read_at)
                        WHEN NOT MATCHED THEN INSERT (feed, settled_position, anchor_row, complete, read_at)
                          VALUES (v.feed, v.settled_position, v.anchor_row, v.complete, v.read_at)
                        """)
                .param("feed", feed.name())
                .param("settled", settled)
                .param("anchor", anchorRow)
                .param("complete", complete)
                .param("readAt", readToItsEnd ? Columns.at(clock.instant()) : null)
                .update();
        // The row at the settled position itself comes back with every reading, so it stays marked.
        jdbc.sql("DELETE FROM feed_seen WHERE feed = :feed AND row_position < :settled")
                .param("feed", feed.name())
                .param("settled", settled)
                .update();
    }

    /** Forgets what was seen of the feed, so that it is read again from its beginning. */
    void restart(Feed feed) {
        jdbc.sql("DELETE FROM feed_seen WHERE feed = :feed")
                .param("feed", feed.name())
                .update();
        jdbc.sql("UPDATE watermark SET settled_position = 0, anchor_row = '' WHERE feed = :feed")
                .param("feed", feed.name())
                .update();
    }
}
