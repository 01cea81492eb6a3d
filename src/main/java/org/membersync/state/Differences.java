package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.membersync.decision.Direction;
import org.membersync.state.Difference.Kind;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What runs found to differ, and the way of the differences into the change queue. */
public class Differences {

    /** Source of the changes that a reconciliation queues. */
    public static final String RECONCILE = "reconcile";

    /** Source of the changes that a first synchronization queues. */
    public static final String INITIAL_SYNC = "initial-sync";

    private static final int AT_ONCE = 1000;

    /** So many runs keep theirs, for who looks later. */
    private static final int RUNS_KEPT = 10;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;
    private final ChangeQueue queue;

    Differences(
            JdbcClient jdbc, NamedParameterJdbcOperations batches, TransactionTemplate transaction, ChangeQueue queue) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.queue = queue;
    }

    /** Forgets what the run found before, and the differences of runs long ago. */
    public void clear(long runId) {
        jdbc.sql("DELETE FROM run_difference WHERE run_id = :run OR run_id <= :old")
                .param("run", runId)
                .param("old", runId - RUNS_KEPT)
                .update();
    }

    /**
     * Keeps some.
     *
     * @param firstRow the number of the first of them within the run
     */
    public void add(long runId, long firstRow, List<Difference> found) {
        if (!found.isEmpty()) {
            SqlParameterSource[] rows = IntStream.range(0, found.size())
                    .mapToObj(i -> parameters(runId, firstRow + i, found.get(i)))
                    .toArray(SqlParameterSource[]::new);
            transaction.executeWithoutResult(status -> batches.batchUpdate("""
                            INSERT INTO run_difference (run_id, row_no, kind, direction, member_id, member_number,
                              heyloyalty_id, fields, parked)
                            VALUES (:run, :row, :kind, :direction, :member, :number, :entry, :fields, :parked)
                            """, rows));
        }
    }

    private static SqlParameterSource parameters(long runId, long row, Difference found) {
        return new MapSqlParameterSource()
                .addValue("run", runId)
                .addValue("row", row)
                .addValue("kind", found.kind().name())
                .addValue("direction", found.direction().name())
                .addValue("member", found.memberId())
                .addValue("number", found.memberNumber())
                .addValue("entry", found.heyLoyaltyId())
                .addValue("fields", Columns.cut(String.join(",", found.fields()), 2000))
                .addValue("parked", found.parked());
    }

    /** Hands out every difference of the run, in the order of their finding; reads them part by part. */
    public void each(long runId, Consumer<Difference> taker) {
        List<Difference> part;
        long from = 0;
        do {
            part = part(runId, from);
            part.forEach(taker);
            from += AT_ONCE;
        } while (from < end(runId));
    }

    private long end(long runId) {
        return jdbc.sql("SELECT COALESCE(MAX(row_no), -1) + 1 FROM run_difference WHERE run_id = :run")
                .param("run", runId)
                .query(Long.class)
                .single();
    }

    private List<Difference> part(long runId, long from) {
        return jdbc.sql(
                        "SELECT kind, direction, member_id, member_number, heyloyalty_id, fields, parked FROM run_difference"
                                + " WHERE run_id = :run AND row_no >= :from AND row_no < :to ORDER BY row_no")
                .param("run", runId)
                .param("from", from)
                .param("to", from + AT_ONCE)
                .query((row, number) -> difference(row))
                .list();
    }

    /** How many there are of each kind. */
    public Map<String, Long> byKind(long runId) {
        Map<String, Long> kinds = new TreeMap<>();
        jdbc.sql("SELECT kind, COUNT(*) AS people FROM run_difference WHERE run_id = :run GROUP BY kind")
                .param("run", runId)
                .query((row, number) -> kinds.put(row.getString("kind"), row.getLong("people")))
                .list();
        return kinds;
    }

    /**
     * Queues a turn for each difference of these kinds, but for parked people.
     *
     * @param source what made the changes known
     * @param each told the number queued so far, now and then
     * @return how many were queued
     */
    public long queue(long runId, List<Kind> kinds, String source, Consumer<Long> each) {
        long queued = 0;
        for (long from = 0; from < end(runId); from += AT_ONCE) {
            List<Difference> part = part(runId, from).stream()
                    .filter(found -> kinds.contains(found.kind()) && !found.parked())
                    .toList();
            transaction.executeWithoutResult(
                    status -> part.forEach(found -> queue.dueNow(found.direction(), subject(found), source)));
            queued += part.size();
            each.accept(queued);
        }
        return queued;
    }

    private static String subject(Difference found) {
        return found.direction() == Direction.INBOUND ? found.heyLoyaltyId() : found.memberId();
    }

    private static Difference difference(ResultSet row) throws SQLException {
        String fields = row.getString("fields");
        return new Difference(
                Kind.valueOf(row.getString("kind")),
                Direction.valueOf(row.getString("direction")),
                row.getString("member_id"),
                row.getString("member_number"),
                row.getString("heyloyalty_id"),
                fields.isEmpty() ? List.of() : List.of(fields.split(",")),
                row.getBoolean("parked"));
    }
}
