package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

    /** No other change waits for so long, and those that are ahead keep their order. */
    private static final Duration AHEAD = Duration.ofDays(365);

    private static final Set<Direction> ALL = Set.of(Direction.values());

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration settleDelay;
    private final Claims claims;
    private final Candidates candidates;

    ChangeQueue(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, Duration settleDelay, Claims claims) {
        this(jdbc, transaction, clock, settleDelay, claims, ALL);
    }

    /** @param served the directions that are switched on; the changes of others wait */
    ChangeQueue(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            Duration settleDelay,
            Claims claims,
            Set<Direction> served) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.settleDelay = settleDelay;
        this.claims = claims;
        this.candidates = new Candidates(jdbc, served);
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

    /**
     * Lets the waiting change of a linked, active member be worked on before all others, of whom there may be hundreds of
     * thousands: it may be a withdrawal (quality P2).
     */
    void aheadOfOthers(String memberId) {
        jdbc.sql("UPDATE member_change SET due_at = :due WHERE direction = 'OUTBOUND' AND member_id = :id AND EXISTS"
                        + " (SELECT 1 FROM member_link l WHERE l.member_id = :id AND l.status = 'ACTIVE')")
                .param("due", Columns.at(clock.instant().minus(AHEAD)))
                .param("id", memberId)
                .update();
    }

    /** Notes a change that is due at once, as a replay is. */
    public void dueNow(Direction direction, String memberId, String source) {
        add(direction, memberId, source, Duration.ZERO);
    }

    /**
     * Notes a change of each of many persons, due after the delay; must run in a transaction. As for one: an open change takes
     * it in, and a failure is superseded.
     *
     * @param ids a few hundred at most
     */
    void dueAll(Direction direction, Collection<String> ids, String source, Duration delay) {
        if (ids.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        // No equality: the embedded database would look through the whole direction.
        Set<String> open = new HashSet<>(
                jdbc.sql("SELECT member_id FROM member_change WHERE member_id IN (:ids) AND direction IN (:direction)")
                        .param("direction", direction.name())
                        .param("ids", ids)
                        .query(String.class)
                        .list());
        for (String id : ids) {
            if (open.contains(id)) {
                add(direction, id, source, delay);
            }
        }
        List<String> fresh =
                ids.stream().filter(id -> !open.contains(id)).distinct().toList();
        jdbc.sql("INSERT INTO member_change"
                        + " (direction, member_id, source, revision, settled_at, due_at, attempts, first_seen_at)"
                        + " SELECT CAST(:direction AS VARCHAR(10)), person_id, CAST(:source AS VARCHAR(20)), 1,"
                        + " CAST(:settled AS TIMESTAMP WITH TIME ZONE), CAST(:now AS TIMESTAMP WITH TIME ZONE), 0,"
                        + " CAST(:now AS TIMESTAMP WITH TIME ZONE) FROM audience_person WHERE person_id IN (:ids)")
                .param("direction", direction.name())
                .param("source", source)
                .param("settled", Columns.at(now.plus(delay)))
                .param("now", Columns.at(now))
                .param("ids", fresh.isEmpty() ? List.of("") : fresh)
                .update();
        jdbc.sql(
                        "UPDATE failure SET status = 'superseded', ended_at = :now WHERE member_id IN (:ids) AND status = 'open'")
                .param("now", Columns.at(now))
                .param("ids", ids)
                .update();
    }

    /**
     * Notes that a member is to be read again, unless a change of theirs is open already; one that is held or waits for the
     * other direction is decided anew.
     */
    public void readAgain(Direction direction, String memberId, String source) {
        boolean open = jdbc.sql("SELECT COUNT(*) FROM member_change WHERE direction = :direction AND member_id = :id"
                                + " AND NOT " + Removals.HELD + " AND NOT " + Precedence.WAITS)
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
                          source = CASE WHEN source IN ('withdrawal', 'approved', 'outbound') THEN source
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
        return due(waitForSettling, ALL);
    }

    /** The same of these directions alone. */
    public DueChanges due(boolean waitForSettling, Set<Direction> which) {
        return new DueChanges(limit -> Collisions.outlive(() -> claim(limit, waitForSettling, which)), this::release);
    }

    /** Whether there is anything to claim. */
    public boolean isDue(boolean waitForSettling) {
        return !candidates
                .first(1, new Candidates.Wish(waitForSettling, clock.instant(), List.of(), ALL))
                .isEmpty();
    }

    List<Change> claim(int limit, boolean waitForSettling) {
        return claim(limit, waitForSettling, ALL);
    }

    /** In one process one claim at a time, over all processes one transaction at a time: they always see each other. */
    private synchronized List<Change> claim(int limit, boolean waitForSettling, Set<Direction> which) {
        List<Change> all = transaction.execute(status -> {
            List<String> held = claims.begin();
            boolean someMet = claims.areSomeMet();
            Instant now = clock.instant();
            List<Change> claimed = new ArrayList<>();
            for (Change candidate : candidates.first(limit, new Candidates.Wish(waitForSettling, now, held, which))) {
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

    /** The turn is over; what becomes of the change was said already. */
    void ended(Change change) {
        claims.ended(change);
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

    /** What the queue takes for now: the database's time, which may differ from this machine's. */
    Instant now() {
        return clock.instant();
    }

    /** From when on the change was due, by the queue's clock; now when it is not open any more. */
    Instant dueAt(Change change) {
        return jdbc.sql("SELECT due_at FROM member_change WHERE member_id = :id AND direction = :direction")
                .param("id", change.memberId())
                .param("direction", change.direction().name())
                .query((row, number) -> Columns.instant(row, "due_at"))
                .optional()
                .orElseGet(this::now);
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
