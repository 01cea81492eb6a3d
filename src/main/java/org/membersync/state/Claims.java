package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.SentWrite;
import org.membersync.failure.OvertakenException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The claims of this process. Each holds for a lease, which is renewed while its turn runs, and is proven by a token of its
 * own: a turn that was taken over writes nothing more (behaviour L4, quality P7).
 */
public class Claims {

    /** Longer than any turn lasts: a claim that nobody ended is not renewed for ever. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(10);

    private static final String TURN = " JOIN member_change o ON o.direction = t.direction"
            + " AND o.member_id = t.member_id AND o.claim_token = t.claim_token";

    private static final String BEHIND_INBOUND =
            " JOIN member_change o ON o.direction = 'INBOUND' AND o.member_id = t.counterpart_id WHERE ";

    private static final String OVERTAKEN =
            "Another process took over while this one did not answer for a while: nothing more is written here";

    private static final String IN_THE_OTHER_DIRECTION =
            "The same person is in work by another turn: this one waits until it has ended";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SharedLocks locks;
    private final Duration lease;
    private final Map<Change, Instant> inHand = new ConcurrentHashMap<>();
    private final SentWrites sentWrites = new SentWrites();
    private final Set<String> met = ConcurrentHashMap.newKeySet();

    Claims(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, Duration lease) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.locks = new SharedLocks(jdbc);
        this.lease = lease;
    }

    /** The claims of a process that alone uses its database: it frees what was claimed before at its start. */
    static Claims ofOneProcess(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        return new Claims(jdbc, transaction, clock, LONGEST_TURN);
    }

    /** Until when a claim or a renewal of now holds. */
    Instant until() {
        return clock.instant().plus(lease);
    }

    /**
     * Lets no other process claim until the transaction ends, so that two claims always see each other.
     *
     * @return who must not be claimed, though no link tells that they are in work
     */
    List<String> begin() {
        locks.take(SharedLocks.CLAIMS);
        return held();
    }

    /** Takes the claims into care: they are renewed from now on. */
    void took(List<Change> claimed) {
        claimed.forEach(change -> inHand.put(change, clock.instant()));
    }

    /** The turn is over, or tries to be: should the database not take its end, the lease runs out. */
    void ended(Change change) {
        sentWrites.forget(change);
        letGo(change);
    }

    private void letGo(Change change) {
        inHand.remove(change);
        if (met.remove(change.claimToken())) {
            forgetCounterparts(change);
        }
    }

    /** Renews what is in hand, each by itself so that no two rows are ever locked together. */
    void renew() {
        Instant oldest = clock.instant().minus(LONGEST_TURN);
        inHand.entrySet().removeIf(entry -> entry.getValue().isBefore(oldest));
        inHand.keySet().forEach(this::holds);
        tidy();
    }

    /** The proofs of all turns that this process has in hand. */
    Set<String> tokens() {
        return inHand.keySet().stream().map(Change::claimToken).collect(Collectors.toSet());
    }

    /** How many turns this process has in hand. */
    int count() {
        return inHand.size();
    }

    /**
     * Proves right before a write that the claim is still ours, and renews it.
     *
     * @throws OvertakenException when it is not
     */
    public void confirm(Change change) {
        if (!holds(change)) {
            letGo(change);
            throw new OvertakenException(OVERTAKEN);
        }
    }

    /** Says what the next writing calls of the turn carry out. */
    public void decided(Change change, SentWrite write) {
        sentWrites.decided(change, write);
    }

    /**
     * Proves the claim right before a writing call that is made then.
     *
     * @throws OvertakenException when it is not ours any more
     */
    public void confirmSending(Change change) {
        confirm(change);
        sentWrites.sending(change);
    }

    /** What a turn that was overtaken may have written nevertheless. */
    Optional<SentWrite> takeSent(Change change) {
        return sentWrites.take(change);
    }

    /**
     * Notes something in a turn that is still ours, both in one transaction.
     *
     * @throws OvertakenException when it is not: nothing is noted
     */
    public void whileOurs(Change change, Runnable noting) {
        transaction.executeWithoutResult(status -> {
            confirm(change);
            noting.run();
        });
    }

    /**
     * Whether the claim is still ours; renews it. Within a transaction nobody takes it over before that ends.
     */
    boolean holds(Change change) {
        return jdbc.sql("""
                                UPDATE member_change SET claimed_until = :until
                                WHERE direction = :direction AND member_id = :id AND claim_token = :token
                                """)
                        .param("until", Columns.at(until()))
                        .param("direction", change.direction().name())
                        .param("id", change.memberId())
                        .param("token", change.claimToken())
                        .update()
                == 1;
    }

    /**
     * Notes whom of the other side the turn has to do with, as soon as it is known: both directions of one person never run at
     * the same time, also before they are linked (behaviour O2). Does nothing in a plan.
     *
     * @param linkedWith whom the turn took for linked when it began, null for nobody
     * @throws OvertakenException when somebody else is at work on that person, or linked them meanwhile
     */
    public void meets(Change change, String counterpartId, String linkedWith) {
        if (change.claimToken().isEmpty()) {
            return;
        }
        boolean free = Boolean.TRUE.equals(transaction.execute(status -> {
            locks.take(SharedLocks.CLAIMS);
            confirm(change);
            // Also noted of a turn that must wait: it is not handed out again before that person is free.
            note(change, counterpartId);
            return !isInWork(change, counterpartId) && isLinkedWith(change, linkedWith);
        }));
        if (!free) {
            throw new OvertakenException(IN_THE_OTHER_DIRECTION);
        }
        met.add(change.claimToken());
    }

    private boolean isInWork(Change change, String counterpartId) {
        boolean inbound = change.direction() == Direction.INBOUND;
        String running = " AND o.claim_token <> :token AND o.claimed_until >= :now";
        return jdbc.sql("SELECT COUNT(*) FROM (SELECT o.claim_token FROM member_change o"
                                + " WHERE o.direction = :other AND o.member_id = :counterpart" + running
                                + " UNION SELECT o.claim_token FROM member_link l"
                                + " JOIN member_change o ON o.direction = :same AND o.member_id = "
                                + (inbound ? "l.heyloyalty_id WHERE l.member_id" : "l.member_id WHERE l.heyloyalty_id")
                                + " = :counterpart" + running
                                + " UNION SELECT o.claim_token FROM turn_counterpart t" + TURN
                                + " WHERE t.counterpart_id IN (:counterpart, :id)" + running + ") AS q")
                        .param("now", Columns.at(clock.instant()))
                        .param("token", change.claimToken())
                        .param("other", (inbound ? Direction.OUTBOUND : Direction.INBOUND).name())
                        .param("same", change.direction().way().name())
                        .param("counterpart", counterpartId)
                        .param("id", change.memberId())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private boolean isLinkedWith(Change change, String linkedWith) {
        boolean inbound = change.direction() == Direction.INBOUND;
        Optional<String> now = jdbc.sql(
                        inbound
                                ? "SELECT member_id FROM member_link WHERE heyloyalty_id = :id"
                                : "SELECT heyloyalty_id FROM member_link WHERE member_id = :id")
                .param("id", change.memberId())
                .query(String.class)
                .optional();
        return now.equals(Optional.ofNullable(linkedWith));
    }

    private void note(Change change, String counterpartId) {
        jdbc.sql("DELETE FROM turn_counterpart WHERE direction = :direction AND member_id = :id"
                        + " AND (claim_token <> :token OR counterpart_id = :counterpart)")
                .param("direction", change.direction().name())
                .param("id", change.memberId())
                .param("token", change.claimToken())
                .param("counterpart", counterpartId)
                .update();
        jdbc.sql("INSERT INTO turn_counterpart (direction, member_id, counterpart_id, claim_token)"
                        + " VALUES (:direction, :id, :counterpart, :token)")
                .param("direction", change.direction().name())
                .param("id", change.memberId())
                .param("counterpart", counterpartId)
                .param("token", change.claimToken())
                .update();
    }

    /** A turn that begins knows nobody yet. */
    void forgetWhomItMet(Change change) {
        jdbc.sql("DELETE FROM turn_counterpart WHERE direction = :direction AND member_id = :id")
                .param("direction", change.direction().name())
                .param("id", change.memberId())
                .update();
    }

    private void forgetCounterparts(Change change) {
        jdbc.sql(
                        "DELETE FROM turn_counterpart WHERE direction = :direction AND member_id = :id AND claim_token = :token")
                .param("direction", change.direction().name())
                .param("id", change.memberId())
                .param("token", change.claimToken())
                .update();
    }

    /** Forgets the counterparts of turns that ended without saying so. */
    void tidy() {
        jdbc.sql("DELETE FROM turn_counterpart WHERE NOT EXISTS (SELECT 1 FROM member_change o"
                        + " WHERE o.direction = turn_counterpart.direction AND o.member_id = turn_counterpart.member_id"
                        + " AND (o.claim_token = turn_counterpart.claim_token OR o.claim_token IS NULL))")
                .update();
    }

    /** Whom running turns met, and the turns that wait for somebody; the table is all but empty, so this costs little. */
    private List<String> held() {
        String met = " FROM turn_counterpart t" + TURN;
        String waiting = " UNION SELECT t.member_id FROM turn_counterpart t";
        String running = " o.claimed_until >= :now";
        return jdbc.sql("SELECT t.counterpart_id" + met + " WHERE" + running
                        + " UNION SELECT l.heyloyalty_id" + met
                        + " JOIN member_link l ON l.member_id = t.counterpart_id WHERE" + running
                        + " UNION SELECT l.member_id" + met
                        + " JOIN member_link l ON l.heyloyalty_id = t.counterpart_id WHERE" + running
                        // As for those who are linked: what came from HeyLoyalty goes first.
                        + waiting + BEHIND_INBOUND + "t.direction = 'OUTBOUND'"
                        // No list of them: the embedded database would begin with all inbound changes.
                        + waiting + BEHIND_INBOUND + "t.direction = 'BUYER'"
                        + waiting + BEHIND_INBOUND + "t.direction = 'AUDIENCE'"
                        + waiting
                        + " JOIN member_change o ON o.direction = 'OUTBOUND' AND o.member_id = t.counterpart_id"
                        + " WHERE t.direction = 'INBOUND' AND" + running
                        // An audience's turn that met an entry whose member is at work.
                        + waiting
                        + " JOIN member_link l ON l.heyloyalty_id = t.counterpart_id"
                        + " JOIN member_change o ON o.direction = 'OUTBOUND' AND o.member_id = l.member_id"
                        + " WHERE t.direction = 'AUDIENCE' AND" + running
                        // Two entries of one person, or two members of one entry.
                        + waiting + " JOIN turn_counterpart u ON u.counterpart_id = t.counterpart_id"
                        + " AND u.member_id <> t.member_id"
                        + " JOIN member_change o ON o.direction = u.direction AND o.member_id = u.member_id"
                        + " AND o.claim_token = u.claim_token WHERE" + running
                        + waiting
                        + " JOIN member_link l ON l.member_id = t.counterpart_id AND l.heyloyalty_id <> t.member_id"
                        + " JOIN member_change o ON o.direction = t.direction AND o.member_id = l.heyloyalty_id WHERE"
                        + running)
                .param("now", Columns.at(clock.instant()))
                .query(String.class)
                .list();
    }

    /** Whether any turn met somebody. */
    boolean areSomeMet() {
        return jdbc.sql("SELECT COUNT(*) FROM turn_counterpart")
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
