package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The change queue: one open row for each member and direction, in the database. The newest change wins; a claim is proven
 * by its token, so that a turn that was taken over cannot end its successor's (behaviour O2, L4).
 */
public class ChangeQueue {

    private static final String WAITING =
            "c.direction, c.member_id, b.member_number, c.source, c.first_seen_at, c.due_at,"
                    + " c.settled_at, c.attempts, c.last_message, c.claim_token,"
                    + " CASE WHEN COALESCE(c.held_revision, 0) = c.revision THEN c.held_outcome END AS held_outcome"
                    + " FROM member_change c LEFT JOIN bc_member b ON b.member_id = c.member_id";

    /** Neither a back-off nor a Retry-After that can be meant lasts longer. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /**
     * What is handed out together. The two directions of one member never run at the same time (behaviour O2): the link is
     * joined and not asked for within the condition, and the order begins with the direction where only one is read, because
     * the embedded database would look through the whole other direction for each change, and sort the whole of this one.
     */
    private record Turns(String linkedBy, String condition, String order) {}

    private static final Turns INBOUND = new Turns(
            "l.heyloyalty_id = c.member_id",
            "c.direction = 'INBOUND' AND NOT EXISTS (SELECT 1 FROM member_change o"
                    + " WHERE o.member_id = l.member_id AND o.direction = 'OUTBOUND'"
                    + " AND o.claim_token IS NOT NULL AND o.claimed_until >= :now)",
            "c.direction, c.due_at, c.member_id");

    private static final Turns OTHERS = new Turns(
            "l.member_id = c.member_id",
            "c.direction <> 'INBOUND' AND NOT EXISTS (SELECT 1 FROM member_change o"
                    + " WHERE c.direction = 'OUTBOUND' AND o.member_id = l.heyloyalty_id AND o.direction = 'INBOUND')",
            "c.due_at, c.member_id");

    /** Neither paused nor refused access. */
    private static final String GOING_ON = " AND NOT EXISTS (SELECT 1 FROM direction_hold h WHERE h.source = 'work'"
            + " AND h.held_until > :now AND "
            + of("h", Direction::access)
            + ") AND NOT EXISTS (SELECT 1 FROM direction_pause p WHERE p.resumed_at IS NULL AND "
            + of("p", Direction::way) + ")";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration settleDelay;
    private final Claims claims;
    private final String served;

    ChangeQueue(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, Duration settleDelay, Claims claims) {
        this(jdbc, transaction, clock, settleDelay, claims, Set.of(Direction.values()));
    }

    /** @param served the directions that are switched on; the changes of others wait */
    ChangeQueue(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            Duration settleDelay,
            Claims claims,
            Set<Direction> served) {
        this.served = served.size() == Direction.values().length
                ? ""
                : " AND c.direction IN ("
                        + served.stream().map(one -> "'" + one + "'").collect(Collectors.joining(", ", "'', ", ""))
                        + ")";
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.settleDelay = settleDelay;
        this.claims = claims;
    }

    /**
     * A change that waits for its turn.
     *
     * @param memberNumber empty when it is not known
     * @param settledAt from when on no further change is awaited
     * @param attempts tries that failed
     * @param lastMessage why the last try failed, empty when none did
     * @param inHand whether a worker has it
     * @param held the removal that was decided and waits; empty when none is
     */
    public record Waiting(
            Direction direction,
            String memberId,
            String memberNumber,
            String source,
            Instant firstSeenAt,
            Instant dueAt,
            Instant settledAt,
            int attempts,
            String lastMessage,
            boolean inHand,
            String held) {}

    /**
     * Notes that something changed. An open change of the same member takes it in; its failure is superseded (behaviour O2,
     * L5). Due after the settle delay.
     */
    public void changed(Direction direction, String memberId, String source) {
        // A membership waits longer: by then its members' own turns have told who belongs to it.
        Duration delay = direction == Direction.MEMBERSHIP ? settleDelay.multipliedBy(2) : settleDelay;
        add(direction, memberId, source, delay);
    }

    /** Notes a change that is due at once, as a replay is. */
    public void dueNow(Direction direction, String memberId, String source) {
        add(direction, memberId, source, Duration.ZERO);
    }

    /** Notes that a member is to be read again, unless a change of theirs is open already; one that is held is decided anew. */
    public void readAgain(Direction direction, String memberId, String source) {
        boolean open = jdbc.sql("SELECT COUNT(*) FROM member_change WHERE direction = :direction AND member_id = :id"
                                + " AND NOT " + Removals.HELD)
                        .param("direction", direction.name())
                        .param("id", memberId)
                        .query(Integer.class)
                        .single()
                > 0;
        if (!open) {
            add(direction, memberId, source, Duration.ZERO);
        }
    }

    private void add(Direction direction, String memberId, String source, Duration delay) {
        Instant now = clock.instant();
        // Two statements, because the embedded database looks through the whole queue for a MERGE.
        int open = jdbc.sql("""
                        UPDATE member_change SET revision = revision + 1, attempts = 0,
                          source = CASE WHEN source IN ('withdrawal', 'approved') THEN source
                            ELSE CAST(:source AS VARCHAR(20)) END,
                          due_at = CAST(:now AS TIMESTAMP WITH TIME ZONE),
                          settled_at = CASE WHEN claim_token IS NULL
                            THEN LEAST(settled_at, CAST(:settled AS TIMESTAMP WITH TIME ZONE))
                            ELSE CAST(:settled AS TIMESTAMP WITH TIME ZONE) END
                        WHERE direction = :direction AND member_id = :id
                        """)
                .param("direction", direction.name())
                .param("id", memberId)
                .param("source", source)
                .param("settled", Columns.at(now.plus(delay)))
                .param("now", Columns.at(now))
                .update();
        if (open == 0) {
            jdbc.sql("""
                            INSERT INTO member_change
                              (direction, member_id, source, revision, settled_at, due_at, attempts, first_seen_at)
                            VALUES (:direction, :id, :source, 1, :settled, :now, 0, :now)
                            """)
                    .param("direction", direction.name())
                    .param("id", memberId)
                    .param("source", source)
                    .param("settled", Columns.at(now.plus(delay)))
                    .param("now", Columns.at(now))
                    .update();
        }
        jdbc.sql("UPDATE failure SET status = 'superseded', ended_at = :now WHERE member_id = :id AND status = 'open'"
                        // A single field's failure ends when its turn finds it mended.
                        + " AND field = ''")
                .param("now", Columns.at(now))
                .param("id", memberId)
                .update();
    }

    /**
     * The changes that are due, each claimed when it is handed out; ends when nothing is due.
     *
     * @param waitForSettling whether changes within their settle delay are left alone
     */
    public DueChanges due(boolean waitForSettling) {
        return new DueChanges(limit -> Collisions.outlive(() -> claim(limit, waitForSettling)), this::release);
    }

    /** Whether there is anything to claim. */
    public boolean isDue(boolean waitForSettling) {
        return !candidates(1, waitForSettling, clock.instant(), List.of()).isEmpty();
    }

    /** In one process one claim at a time, over all processes one transaction at a time: they always see each other. */
    synchronized List<Change> claim(int limit, boolean waitForSettling) {
        List<Change> all = transaction.execute(status -> {
            List<String> held = claims.begin();
            boolean someMet = claims.areSomeMet();
            Instant now = clock.instant();
            List<Change> claimed = new ArrayList<>();
            for (Change candidate : candidates(limit, waitForSettling, now, held)) {
                int mine = jdbc.sql("""
                                UPDATE member_change SET claim_token = :token, claimed_until = :until
                                WHERE direction = :direction AND member_id = :id AND revision = :revision
                                  AND (claim_token IS NULL OR claimed_until < :now)
                                """)
                        .param("token", candidate.claimToken())
                        .param("until", Columns.at(claims.until()))
                        .param("direction", candidate.direction().name())
                        .param("id", candidate.memberId())
                        .param("revision", candidate.revision())
                        .param("now", Columns.at(now))
                        .update();
                if (mine == 1) {
                    claimed.add(candidate);
                }
            }
            if (someMet) {
                claimed.forEach(claims::forgetWhomItMet);
            }
            return claimed;
        });
        claims.took(all);
        return all;
    }

    /** What people said in HeyLoyalty comes first, for it may be a withdrawal (quality P2). */
    private List<Change> candidates(int limit, boolean waitForSettling, Instant now, List<String> held) {
        List<Change> inbound = candidates(INBOUND, limit, waitForSettling, now, held);
        if (inbound.size() >= limit) {
            return inbound;
        }
        List<Change> all = new ArrayList<>(inbound);
        all.addAll(candidates(OTHERS, limit - inbound.size(), waitForSettling, now, held));
        return all;
    }

    private List<Change> candidates(Turns turns, int limit, boolean waitForSettling, Instant now, List<String> held) {
        String settled = waitForSettling ? " AND c.settled_at <= :now" : "";
        return jdbc.sql("SELECT c.direction, c.member_id, b.member_number, c.source, c.revision, c.attempts"
                        + " FROM member_change c LEFT JOIN bc_member b ON b.member_id = c.member_id"
                        + " LEFT JOIN member_link l ON " + turns.linkedBy() + " WHERE " + turns.condition()
                        + " AND c.due_at <= :now AND (c.claim_token IS NULL OR c.claimed_until < :now)" + settled
                        + served
                        + GOING_ON
                        + " AND NOT " + Removals.HELD
                        + (held.isEmpty() ? "" : " AND c.member_id NOT IN (:held)")
                        + " ORDER BY " + turns.order() + " FETCH FIRST " + limit + " ROWS ONLY")
                .param("now", Columns.at(now))
                .param("held", held)
                .query((row, number) -> new Change(
                        Direction.valueOf(row.getString("direction")),
                        row.getString("member_id"),
                        Optional.ofNullable(row.getString("member_number")).orElse(""),
                        row.getString("source"),
                        row.getLong("revision"),
                        UUID.randomUUID().toString(),
                        row.getInt("attempts")))
                .list();
    }

    /**
     * Begins the end of a turn, within the transaction that records it: nobody takes the change over before it is committed.
     *
     * @throws org.membersync.failure.OvertakenException when the claim is not ours any more: nothing may be recorded
     */
    void fence(Change change) {
        claims.confirm(change);
    }

    /** The same, telling it; whatever becomes of the end, the claim is not renewed any more. */
    boolean endsOurs(Change change) {
        claims.ended(change);
        return claims.holds(change);
    }

    /** Whether the row of the table stops the change: that of the direction with which its own stands still. */
    private static String of(String table, UnaryOperator<Direction> with) {
        return Stream.of(Direction.values())
                .map(own -> "c.direction = '" + own + "' AND " + table + ".direction = '" + with.apply(own) + "'")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** Ends the turn: the change is gone, unless a newer one came in meanwhile, which is released. */
    public void complete(Change change) {
        claims.ended(change);
        int done = jdbc.sql("""
                        DELETE FROM member_change WHERE direction = :direction AND member_id = :id
                          AND claim_token = :token AND revision = :revision
                        """)
                .param("direction", change.direction().name())
                .param("id", change.memberId())
                .param("token", change.claimToken())
                .param("revision", change.revision())
                .update();
        if (done == 0) {
            release(change);
        }
    }

    /** Gives the change back without a try counted. */
    public void release(Change change) {
        claims.ended(change);
        jdbc.sql("""
                        UPDATE member_change SET claim_token = NULL, claimed_until = NULL
                        WHERE direction = :direction AND member_id = :id AND claim_token = :token
                        """)
                .param("direction", change.direction().name())
                .param("id", change.memberId())
                .param("token", change.claimToken())
                .update();
    }

    /** Gives the change back, due after the delay, with the reason and the count of failed tries so far. */
    public void postpone(Change change, Duration delay, int attempts, String reason, String message) {
        claims.ended(change);
        jdbc.sql("""
                        UPDATE member_change SET claim_token = NULL, claimed_until = NULL, last_reason = :reason,
                          last_message = :message,
                          due_at = CASE WHEN revision = :revision THEN CAST(:due AS TIMESTAMP WITH TIME ZONE) ELSE due_at END,
                          attempts = CASE WHEN revision = :revision THEN CAST(:attempts AS INTEGER) ELSE attempts END
                        WHERE direction = :direction AND member_id = :id AND claim_token = :token
                        """)
                .param("reason", reason)
                .param("message", Columns.cut(message, 2000))
                .param("revision", change.revision())
                .param("due", Columns.at(clock.instant().plus(delay)))
                .param("attempts", attempts)
                .param("direction", change.direction().name())
                .param("id", change.memberId())
                .param("token", change.claimToken())
                .update();
    }

    /**
     * Makes due what would else wait longer than any back-off does, because it was noted by a clock that was ahead.
     *
     * @return how many were made due
     */
    int bringBack() {
        Instant now = clock.instant();
        return jdbc.sql(
                        "UPDATE member_change SET due_at = :now, settled_at = :now WHERE due_at > :limit OR settled_at > :limit")
                .param("now", Columns.at(now))
                .param("limit", Columns.at(now.plus(LONGEST_WAIT)))
                .update();
    }

    /** Frees every claim: only for a process that alone uses the database, right after its start (behaviour L4). */
    public int releaseAll() {
        int released = jdbc.sql(
                        "UPDATE member_change SET claim_token = NULL, claimed_until = NULL WHERE claim_token IS NOT NULL")
                .update();
        claims.tidy();
        return released;
    }

    /** Takes the change out of the queue, whoever has it. */
    void forget(Direction direction, String memberId) {
        jdbc.sql("DELETE FROM member_change WHERE direction = :direction AND member_id = :id")
                .param("direction", direction.name())
                .param("id", memberId)
                .update();
    }

    /** Frees the claims among these that are still ours. */
    void release(Collection<Change> changes) {
        changes.forEach(this::release);
    }

    /** How many changes wait, by {@code settling}, {@code due}, {@code retrying}, {@code claimed} and {@code held}. */
    public Map<String, Long> depth() {
        Map<String, Long> depth =
                new TreeMap<>(Map.of("settling", 0L, "due", 0L, "retrying", 0L, "claimed", 0L, "held", 0L));
        // Sums, because a table of all of them in between would have to be held in memory.
        jdbc.sql("SELECT COUNT(*) AS members, COUNT(claim_token) AS claimed, " + sum("held", Removals.HELD) + ", "
                        + sum("retrying", "NOT " + Removals.HELD + " AND attempts > 0") + ", "
                        + sum("settling", "NOT " + Removals.HELD + " AND attempts = 0 AND settled_at > :now")
                        + " FROM member_change")
                .param("now", Columns.at(clock.instant()))
                .query((row, number) -> {
                    long due = row.getLong("members");
                    for (String state : List.of("claimed", "held", "retrying", "settling")) {
                        depth.put(state, row.getLong(state));
                        due -= row.getLong(state);
                    }
                    return depth.put("due", due);
                })
                .list();
        return depth;
    }

    private static String sum(String state, String condition) {
        return "COALESCE(SUM(CASE WHEN claim_token IS NULL AND " + condition + " THEN 1 ELSE 0 END), 0) AS " + state;
    }

    /** How many changes are open. */
    public long size() {
        return jdbc.sql("SELECT COUNT(*) FROM member_change").query(Long.class).single();
    }

    /** How many changes wait for another try because of trouble, by what the trouble was. */
    public Map<String, Long> postponed() {
        Map<String, Long> postponed = new TreeMap<>();
        jdbc.sql("SELECT last_message, COUNT(*) AS members FROM member_change"
                        + " WHERE last_message IS NOT NULL GROUP BY last_message")
                .query((row, number) -> postponed.put(row.getString("last_message"), row.getLong("members")))
                .list();
        return postponed;
    }

    /** The open changes of a member, a membership or an entry of the HeyLoyalty list, with what is known of their tries. */
    public List<Waiting> find(String memberId) {
        return jdbc.sql("SELECT " + WAITING + " WHERE c.member_id = :id ORDER BY c.direction DESC")
                .param("id", memberId)
                .query(ChangeQueue::waiting)
                .list();
    }

    /** Every open change, oldest first. */
    public List<Waiting> all() {
        return jdbc.sql("SELECT " + WAITING + " ORDER BY c.first_seen_at, c.member_id")
                .query(ChangeQueue::waiting)
                .list();
    }

    private static Waiting waiting(ResultSet row, int number) throws SQLException {
        return new Waiting(
                Direction.valueOf(row.getString("direction")),
                row.getString("member_id"),
                Optional.ofNullable(row.getString("member_number")).orElse(""),
                row.getString("source"),
                Columns.instant(row, "first_seen_at"),
                Columns.instant(row, "due_at"),
                Columns.instant(row, "settled_at"),
                row.getInt("attempts"),
                Optional.ofNullable(row.getString("last_message")).orElse(""),
                row.getString("claim_token") != null,
                Optional.ofNullable(row.getString("held_outcome")).orElse(""));
    }
}
