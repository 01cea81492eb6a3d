package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Parked members: why, since when, and the way back (behaviour L2, L5). */
public class Failures {

    private static final String COLUMNS =
            "id, direction, member_id, member_number, reason, message, attempts, failed_at, status, ended_at, ended_by, note";

    private static final String END =
            "UPDATE failure SET status = :status, ended_at = :now, ended_by = :who, note = :note";

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ChangeQueue queue;
    private final Ledger ledger;

    Failures(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, ChangeQueue queue, Ledger ledger) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.queue = queue;
        this.ledger = ledger;
    }

    /**
     * A parked member.
     *
     * @param status {@code open}, {@code replayed}, {@code superseded} or {@code dismissed}
     * @param endedAt null while open
     * @param endedBy who ended it, null when the program did
     */
    public record Failure(
            long id,
            Direction direction,
            String memberId,
            String memberNumber,
            String reason,
            String message,
            int attempts,
            Instant failedAt,
            String status,
            Instant endedAt,
            String endedBy,
            String note) {}

    /**
     * Parks the member, unless a newer change of theirs came in meanwhile: that one gets its own try. A turn that was taken
     * over parks nobody.
     */
    public void park(Change change, String reason, String message) {
        transaction.executeWithoutResult(status -> {
            if (!queue.endsOurs(change)) {
                return;
            }
            boolean current = jdbc.sql("""
                                    DELETE FROM member_change WHERE direction = :direction AND member_id = :id
                                      AND claim_token = :token AND revision = :revision
                                    """)
                            .param("direction", change.direction().name())
                            .param("id", change.memberId())
                            .param("token", change.claimToken())
                            .param("revision", change.revision())
                            .update()
                    == 1;
            if (current) {
                insert(change, reason, message);
            }
            queue.release(change);
            ledger.addParked(change, reason, message);
        });
    }

    /** Parks what never was in the queue; must run in a transaction. */
    void parkNew(Change change, String reason, String message) {
        insert(change, reason, message);
        ledger.addParked(change, reason, message);
    }

    /** Ends the failures of whom something newer was told. */
    void supersede(String memberId) {
        jdbc.sql("UPDATE failure SET status = 'superseded', ended_at = :now WHERE member_id = :id AND status = 'open'")
                .param("now", Columns.at(clock.instant()))
                .param("id", memberId)
                .update();
    }

    private void insert(Change change, String reason, String message) {
        jdbc.sql("""
                        INSERT INTO failure (direction, member_id, member_number, reason, message, attempts, failed_at, status)
                        VALUES (:direction, :id, :number, :reason, :message, :attempts, :now, 'open')
                        """)
                .param("direction", change.direction().name())
                .param("id", change.memberId())
                .param("number", change.memberNumber())
                .param("reason", reason)
                .param("message", Columns.cut(message, 2000))
                .param("attempts", change.attempts() + 1)
                .param("now", Columns.at(clock.instant()))
                .update();
    }

    /**
     * How many members are parked for one reason.
     *
     * @param oldest since when the one waits that waits longest
     */
    public record Tally(String reason, long members, Instant oldest) {}

    /** How many members are parked for each reason, and since when; the most frequent reason first. */
    public List<Tally> tally() {
        return jdbc.sql("SELECT reason, COUNT(*) AS members, MIN(failed_at) AS oldest FROM failure"
                        + " WHERE status = 'open' GROUP BY reason ORDER BY 2 DESC, reason")
                .query((row, number) ->
                        new Tally(row.getString("reason"), row.getLong("members"), Columns.instant(row, "oldest")))
                .list();
    }

    /**
     * The first of the parked members, oldest first.
     *
     * @param reason empty for every reason
     */
    public List<Failure> open(String reason, int limit) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM failure WHERE status = 'open' AND (:reason = '' OR reason = :reason)"
                        + " ORDER BY id FETCH FIRST " + limit + " ROWS ONLY")
                .param("reason", reason)
                .query((row, number) -> failure(row))
                .list();
    }

    /** Parked members, oldest first. */
    public List<Failure> open() {
        return jdbc.sql("SELECT " + COLUMNS + " FROM failure WHERE status = 'open' ORDER BY id")
                .query((row, number) -> failure(row))
                .list();
    }

    /** How many members are parked, by reason. */
    public Map<String, Long> openByReason() {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql("SELECT reason, COUNT(*) AS members FROM failure WHERE status = 'open' GROUP BY reason")
                .query((row, number) -> counts.put(row.getString("reason"), row.getLong("members")))
                .list();
        return counts;
    }

    /** The failure of that number, parked or ended. */
    public Optional<Failure> find(long id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM failure WHERE id = :id")
                .param("id", id)
                .query((row, number) -> failure(row))
                .optional();
    }

    /** Every failure of a member, newest first. */
    public List<Failure> ofMember(String memberId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM failure WHERE member_id = :id ORDER BY id DESC")
                .param("id", memberId)
                .query((row, number) -> failure(row))
                .list();
    }

    /**
     * Puts a parked member back in the queue.
     *
     * @return whether it was parked
     */
    public boolean replay(long id, String who) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<Failure> failure = find(id);
            boolean ended = end(id, "replayed", who, "");
            if (ended) {
                failure.ifPresent(parked -> queue.dueNow(parked.direction(), parked.memberId(), Change.REPLAY));
            }
            return ended;
        }));
    }

    /**
     * Puts all back that are parked now, some hundreds at a time, so that no transaction is long.
     *
     * @return how many there were
     */
    public int replayAll(String who) {
        return replay("", who);
    }

    /** The same of those that are parked for one reason. */
    public int replayAll(String reason, String who) {
        return reason.isBlank() ? 0 : replay(reason, who);
    }

    private int replay(String reason, String who) {
        long newest = jdbc.sql("SELECT COALESCE(MAX(id), 0) FROM failure")
                .query(Long.class)
                .single();
        int replayed = 0;
        for (List<Long> batch = open(reason, -1, newest); !batch.isEmpty(); ) {
            List<Long> ids = batch;
            replayed += Collisions.outlive(() -> transaction.execute(
                    status -> (int) ids.stream().filter(id -> replay(id, who)).count()));
            batch = open(reason, ids.get(ids.size() - 1), newest);
        }
        return replayed;
    }

    /** Those that were there to begin with: one that fails again at once is not put back for ever. */
    private List<Long> open(String reason, long after, long newest) {
        return jdbc.sql("SELECT id FROM failure WHERE status = 'open' AND (:reason = '' OR reason = :reason)"
                        + " AND id > :after AND id <= :newest ORDER BY id FETCH FIRST " + AT_ONCE + " ROWS ONLY")
                .param("reason", reason)
                .param("after", after)
                .param("newest", newest)
                .query(Long.class)
                .list();
    }

    /**
     * Ends all that are parked for the reason without another try.
     *
     * @return how many there were
     */
    public int dismissAll(String reason, String who, String note) {
        return jdbc.sql(END + " WHERE reason = :reason AND status = 'open'")
                .param("status", "dismissed")
                .param("now", Columns.at(clock.instant()))
                .param("who", Columns.cut(who, 60))
                .param("note", Columns.cut(note, 1000))
                .param("reason", reason)
                .update();
    }

    /**
     * Ends a failure without another try.
     *
     * @return whether it was parked
     */
    public boolean dismiss(long id, String who, String note) {
        return end(id, "dismissed", who, note);
    }

    void deleteOf(String memberId) {
        jdbc.sql("DELETE FROM failure WHERE member_id = :id")
                .param("id", memberId)
                .update();
    }

    private boolean end(long id, String status, String who, String note) {
        return jdbc.sql(END + " WHERE id = :id AND status = 'open'")
                        .param("status", status)
                        .param("now", Columns.at(clock.instant()))
                        .param("who", Columns.cut(who, 60))
                        .param("note", Columns.cut(note, 1000))
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Failure failure(ResultSet row) throws SQLException {
        return new Failure(
                row.getLong("id"),
                Direction.valueOf(row.getString("direction")),
                row.getString("member_id"),
                row.getString("member_number"),
                row.getString("reason"),
                row.getString("message"),
                row.getInt("attempts"),
                Columns.instant(row, "failed_at"),
                row.getString("status"),
                Columns.instant(row, "ended_at"),
                row.getString("ended_by"),
                row.getString("note"));
    }
}
