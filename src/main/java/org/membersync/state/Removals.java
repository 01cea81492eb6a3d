package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.decision.Outcome;
import org.membersync.decision.Reason;
import org.membersync.decision.RemovalLimit;
import org.membersync.decision.RemovalLimit.Verdict;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Holds removals (unsubscriptions and erasures) back while all that is open could together be more than the limit (quality
 * P9). No more members can be removed than have an open change; so while these and the removals of the last day are within
 * the limit each removal goes on at once, and no lock is needed. Else it waits in the queue until the others are decided:
 * then all of them are decided anew and carried out, or an operator is asked.
 */
public class Removals {

    /** Whether what the change's newest revision decided waits. */
    static final String HELD = "(COALESCE(held_revision, 0) = revision)";

    /** Removals add up over this time, so that the consent sweep cannot remove everybody bit by bit. */
    static final Duration RECENT = Duration.ofDays(1);

    /** Whoever is within the limit waits no longer than this for others to be decided, of whom there may be a million. */
    static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** The source of a change that waited so long. */
    static final String WAITED = "waited";

    private static final String UNQUESTIONED = "('" + Change.WITHDRAWAL + "', '" + Change.APPROVED + "')";

    /** Sources of inbound changes of which many come at once, each of which may find a member who said no. */
    private static final String FOUND =
            "('" + ImportedList.SOURCE + "', '" + Differences.RECONCILE + "', '" + Differences.INITIAL_SYNC + "')";

    /** So much longer than a count of everybody linked took, it serves. */
    private static final long SERVES_TIMES = 100;

    private static final long FULL_FOR_NANOS = Duration.ofSeconds(1).toNanos();

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ChangeQueue queue;
    private final Links links;
    private final Ledger ledger;
    private final RemovalHolds holds;
    private final RemovalLimit limit;
    private volatile Counted linked = new Counted(0, 0);
    private volatile long fullUntil = System.nanoTime();

    Removals(
            JdbcClient jdbc,
            Clock clock,
            ChangeQueue queue,
            Links links,
            Ledger ledger,
            RemovalHolds holds,
            RemovalLimit limit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.queue = queue;
        this.links = links;
        this.ledger = ledger;
        this.holds = holds;
        this.limit = limit;
    }

    private record Counted(long members, long untilNanos) {}

    /**
     * What would become of so many more removals.
     *
     * @param recent removals of the last day that count
     * @param limit in persons
     */
    public record Forecast(long removals, long recent, long limit, boolean held) {}

    /**
     * Whether the turn may go on. A removal that must wait is noted with the change, and so the turn is over.
     */
    public boolean admit(MemberCase memberCase, Decision decision) {
        if (memberCase.plan() || !decision.removes() || isUnquestioned(memberCase, decision)) {
            return true;
        }
        Change change = memberCase.change();
        if (change.source().equals("sweep") && isDiscarded(change.memberId())) {
            ledger.addDiscarded(change, decision);
            queue.complete(change);
            return false;
        }
        boolean full = System.nanoTime() - fullUntil < 0;
        if (!full && verdict() == Verdict.ADMIT) {
            return true;
        }
        if (!full) {
            // To wait for a moment more does no harm, and spares counting for each of thousands.
            fullUntil = System.nanoTime() + FULL_FOR_NANOS;
        }
        hold(change, decision);
        return false;
    }

    private static boolean isUnquestioned(MemberCase memberCase, Decision decision) {
        String source = memberCase.change().source();
        boolean theirOwnNo = decision.outcome() == Outcome.UNSUBSCRIBE
                && memberCase.link() != null
                && memberCase.link().unsubscribedBy() == UnsubscribedBy.HEYLOYALTY;
        return theirOwnNo
                || source.equals(Change.WITHDRAWAL)
                || source.equals(Change.APPROVED)
                || source.equals(WAITED);
    }

    private boolean isDiscarded(String memberId) {
        return jdbc.sql("SELECT COUNT(*) FROM member_link WHERE member_id = :id AND removal_discarded_at IS NOT NULL")
                        .param("id", memberId)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Only what was decided of the newest revision waits; a newer one gets a turn of its own. */
    private void hold(Change change, Decision decision) {
        int mine = jdbc.sql("""
                        UPDATE member_change SET claim_token = NULL, claimed_until = NULL, held_revision = revision,
                          held_at = :now, held_outcome = :outcome, held_reasons = :reasons
                        WHERE direction = :direction AND member_id = :id AND claim_token = :token AND revision = :revision
                        """)
                .param("now", Columns.at(clock.instant()))
                .param("outcome", decision.outcome().name())
                .param("reasons", Columns.cut(Reason.texts(decision.reasons()), 2000))
                .param("direction", change.direction().name())
                .param("id", change.memberId())
                .param("token", change.claimToken())
                .param("revision", change.revision())
                .update();
        if (mine == 0) {
            queue.release(change);
        } else {
            queue.ended(change);
        }
    }

    /** Lets the waiting removals go on as soon as that is within the limit, and calls an operator when it will not be. */
    public void review() {
        if (!isAnyHeld()) {
            fullUntil = System.nanoTime();
            holds.end("dissolved", null, "", 0);
            return;
        }
        switch (verdict()) {
            case ADMIT -> {
                fullUntil = System.nanoTime();
                holds.release();
            }
            case HOLD -> holds.begin(holds.count(), limit());
            case WAIT -> letGoWhoWaitedLong();
        }
    }

    private void letGoWhoWaitedLong() {
        Instant before = clock.instant().minus(LONGEST_WAIT);
        if (!holds.isAnySince(before)) {
            return;
        }
        long onTheirWay =
                count("SELECT COUNT(*) FROM member_change WHERE held_revision IS NULL AND source = '" + WAITED + "'");
        if (recent() + onTheirWay + holds.count() <= limit()) {
            holds.goOn(before);
        }
    }

    /** What would become of that many removals at once, as a plan tells it. */
    public Forecast forecast(long removals) {
        long most = limit();
        long recent = recent();
        return new Forecast(removals, recent, most, recent + removals > most);
    }

    /**
     * Whether so many more removals are within the limit, even if everything that is open were a removal too; never while an
     * operator is asked.
     */
    public boolean allows(long more) {
        long most = limit();
        long open = open(most + 1);
        return holds.openSince().isEmpty() && RemovalLimit.verdict(most, recent(), open + more, 0) == Verdict.ADMIT;
    }

    private boolean isAnyHeld() {
        return !jdbc.sql("SELECT member_id FROM member_change WHERE held_revision > 0 FETCH FIRST 1 ROWS ONLY")
                .query(String.class)
                .list()
                .isEmpty();
    }

    /** What is open is counted before what is done: a removal that ends in between counts twice rather than not at all. */
    private Verdict verdict() {
        long most = limit();
        long open = open(most + 1);
        long recent = recent();
        return RemovalLimit.verdict(most, recent, open, holds.count());
    }

    private long limit() {
        return limit.of(limit.isShare() ? linkedActive() : 0);
    }

    private long linkedActive() {
        long now = System.nanoTime();
        if (now - linked.untilNanos() >= 0) {
            long members = links.activeCount();
            long after = System.nanoTime();
            linked = new Counted(members, after + SERVES_TIMES * (after - now));
        }
        return linked.members();
    }

    /**
     * Changes that may become removals: of members who are linked, or whom an unfinished write may have put on the list, and
     * entries that an import or a comparison found, whose members are to be told yet. These come first: one whose turn ends in
     * between counts twice.
     */
    private long open(long most) {
        long found = count("SELECT COUNT(*) FROM (SELECT c.member_id FROM member_change c WHERE c.direction = 'INBOUND'"
                + " AND c.source IN " + FOUND + " FETCH FIRST " + most + " ROWS ONLY) AS q");
        return found + ofMembers(most);
    }

    private long ofMembers(long most) {
        return count("SELECT COUNT(*) FROM (SELECT c.member_id FROM member_change c WHERE c.direction = 'OUTBOUND'"
                + " AND c.source NOT IN " + UNQUESTIONED
                + " AND (EXISTS (SELECT 1 FROM member_link l WHERE l.member_id = c.member_id)"
                + " OR EXISTS (SELECT 1 FROM announced_write w WHERE w.member_id = c.member_id))"
                + " FETCH FIRST " + most + " ROWS ONLY) AS q");
    }

    /** While an operator is asked, time alone lets nothing go on. */
    private long recent() {
        Instant since = holds.openSince().orElse(clock.instant()).minus(RECENT);
        return recent("UNSUBSCRIBE", since) + recent("ERASE", since);
    }

    private long recent(String outcome, Instant since) {
        return jdbc.sql("SELECT COUNT(*) FROM consent_decision WHERE outcome = :outcome AND decided_at >= :since"
                        + " AND direction = 'OUTBOUND' AND source NOT IN " + UNQUESTIONED)
                .param("outcome", outcome)
                .param("since", Columns.at(since))
                .query(Long.class)
                .single();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
