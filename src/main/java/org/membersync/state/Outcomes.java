package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Outcome;
import org.membersync.decision.Settlement;
import org.membersync.member.Member;
import org.membersync.member.Membership;
import org.membersync.member.Newsletter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends a turn: link, base, ledger, directory and queue in one transaction (behaviour O8, quality P4). */
public class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private static final Set<String> FROM_INBOUND = Set.of(Change.WITHDRAWAL, Change.FROM_INBOUND);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Links links;
    private final Agreements agreements;
    private final Ledger ledger;
    private final Directory directory;
    private final ChangeQueue queue;
    private final FieldFailures fieldFailures;
    private final AnnouncedWrites announcedWrites;
    private final Erasure erasure;
    private final AudiencePersons audiences;

    Outcomes(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            Links links,
            Agreements agreements,
            Ledger ledger,
            Directory directory,
            ChangeQueue queue,
            FieldFailures fieldFailures,
            AnnouncedWrites announcedWrites,
            Erasure erasure,
            AudiencePersons audiences) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.links = links;
        this.agreements = agreements;
        this.ledger = ledger;
        this.directory = directory;
        this.queue = queue;
        this.fieldFailures = fieldFailures;
        this.announcedWrites = announcedWrites;
        this.erasure = erasure;
        this.audiences = audiences;
    }

    /**
     * Records what was decided and carried out, and ends the turn.
     *
     * @param createdId the new HeyLoyalty member's id; null unless the outcome is CREATE
     * @throws org.membersync.failure.OvertakenException when another process took the turn over: nothing is recorded
     */
    public void record(MemberCase memberCase, Decision decision, String createdId) {
        Collisions.outlive(transaction, () -> {
            Change change = memberCase.change();
            queue.fence(change);
            String heyLoyaltyId = createdId == null ? decision.heyLoyaltyId() : createdId;
            ledger.add(change, number(memberCase), decision, heyLoyaltyId);
            if (memberCase.isErased() || memberCase.suppressed()) {
                erasure.forget(change.memberId());
            } else {
                remember(memberCase, decision, createdId);
            }
            announcedWrites.settle(change.memberId(), isOnTheList(decision) ? null : memberCase.announced());
            if (decision.outcome() == Outcome.UNSUBSCRIBE && FROM_INBOUND.contains(change.source())) {
                // Other entries of the same person may be active still.
                queue.dueNow(Direction.INBOUND, decision.heyLoyaltyId(), Change.FROM_OUTBOUND);
            }
            queue.complete(change);
        });
        tell(memberCase, decision);
    }

    /** One line for whoever watches; nothing for the many members of whom nothing is written. */
    private static void tell(MemberCase memberCase, Decision decision) {
        if (decision.outcome() == Outcome.ERASE) {
            LOG.info("A member who left Business Central is erased in HeyLoyalty");
        } else if (decision.writes()) {
            LOG.info(
                    "Member {}: {} {}",
                    number(memberCase),
                    decision.outcome().name().toLowerCase(Locale.ROOT),
                    decision.outcome() == Outcome.UNSUBSCRIBE
                            ? decision.reasons()
                            : decision.write().keySet().stream().sorted().toList());
        }
    }

    /** Whether the turn linked the member with an entry that is there, so that no lost one is looked for any more. */
    private static boolean isOnTheList(Decision decision) {
        return switch (decision.outcome()) {
            case CREATE, UPDATE, LINK, IN_STEP -> true;
            case UNSUBSCRIBE,
                    ERASE,
                    NOT_SENT,
                    WITHHELD,
                    WITHDRAW,
                    SUBSCRIBE_MEMBER,
                    UPDATE_MEMBER,
                    CREATE_MEMBER,
                    UNLINK -> false;
        };
    }

    private void remember(MemberCase memberCase, Decision decision, String createdId) {
        String memberId = memberCase.member().id();
        if (decision.link() == null) {
            links.delete(memberId);
            agreements.delete(memberId);
        } else {
            MemberLink link = createdId == null
                    ? decision.link()
                    : MemberLink.active(memberId, memberCase.member().number(), createdId);
            agreements.entryBecomes(memberId, link.heyLoyaltyId());
            links.save(link, clock.instant());
            if (decision.outcome() == Outcome.CREATE || decision.outcome() == Outcome.LINK) {
                audiences.joined(link.heyLoyaltyId(), memberCase.member().email(), true);
            }
        }
        settle(memberCase.member(), decision);
        directory.rememberRoles(
                memberId,
                memberCase.member().memberships().stream().map(Membership::id).toList());
        rememberReading(memberCase);
    }

    private void settle(Member member, Decision decision) {
        Settlement left = decision.settlement();
        if (left.base() != null) {
            agreements.save(member.id(), left.base());
        }
        if (left.issues() != null && decision.heyLoyaltyId() != null) {
            fieldFailures.settle(decision.heyLoyaltyId(), member.number(), left.issues());
        }
        if (left.otherDirectionDue()) {
            queue.dueNow(Direction.INBOUND, decision.link().heyLoyaltyId(), Change.FROM_OUTBOUND);
        } else if (left.base() != null) {
            agreements.settled(member.id());
        }
    }

    private void rememberReading(MemberCase memberCase) {
        boolean optOut = memberCase.member().newsletter() != Newsletter.YES;
        // By the queue's clock, which is the same for every process; first that one, so that it is never too late.
        Instant queueNow = queue.now();
        Instant readByQueue = memberCase.readAt().plus(Duration.between(clock.instant(), queueNow));
        jdbc.sql("UPDATE bc_member SET detail_read_at = :detail" + (optOut ? ", opt_out_seen_at = :read" : "")
                        + " WHERE member_id = :id")
                .param("detail", Columns.at(readByQueue))
                .param("read", Columns.at(memberCase.readAt()))
                .param("id", memberCase.member().id())
                .update();
    }

    /** Ends the turn of a membership: its members become outbound changes, unless they were read since. */
    public void membersFound(Change change, List<String> memberIds) {
        Collisions.outlive(transaction, () -> {
            queue.fence(change);
            for (String memberId : memberIds) {
                if (!wasReadSince(memberId, change)) {
                    queue.dueNow(Direction.OUTBOUND, memberId, change.source());
                }
            }
            queue.complete(change);
        });
    }

    /**
     * Whether the member was read, parked or queued since the membership's change was seen. The members' feed is read behind
     * the memberships', so a new member's own turn comes anyway.
     */
    private boolean wasReadSince(String memberId, Change change) {
        Instant seen = queue.dueAt(change);
        Instant queueNow = queue.now();
        Instant seenByOurs = seen.plus(Duration.between(queueNow, clock.instant()));
        // The change first: the end of its turn takes it away and notes the reading at once.
        return isAny(
                        "SELECT COUNT(*) FROM member_change WHERE member_id = :id AND direction = 'OUTBOUND'"
                                + " AND due_at >= :since AND attempts = 0",
                        memberId,
                        seen)
                || isAny(
                        "SELECT COUNT(*) FROM bc_member WHERE member_id = :id AND detail_read_at >= :since",
                        memberId,
                        seen)
                || isAny(
                        "SELECT COUNT(*) FROM failure WHERE member_id = :id AND status = 'open' AND failed_at >= :since",
                        memberId,
                        seenByOurs);
    }

    private boolean isAny(String sql, String memberId, Instant since) {
        return jdbc.sql(sql)
                        .param("id", memberId)
                        .param("since", Columns.at(since))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static String number(MemberCase memberCase) {
        return memberCase.member() == null
                ? memberCase.change().memberNumber()
                : memberCase.member().number();
    }
}
