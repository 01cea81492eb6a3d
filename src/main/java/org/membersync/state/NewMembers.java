package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.membersync.decision.AnnouncedWrite;
import org.membersync.decision.MemberLink;
import org.membersync.failure.PermanentException;
import org.membersync.failure.TransientException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * New subscribers on their way into Business Central, which has no idempotency keys: each write is noted before it is made,
 * and repeated only once it can no longer be under way and was looked for (behaviour I6, L3).
 */
public class NewMembers {

    /** So far Business Central's clock may be off. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final String TAKEN_FOR_ANOTHER = "taken-for-another";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    NewMembers(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * How far a new subscriber came.
     *
     * @param membershipId the new membership, null when none is known
     * @param membershipSentAt when a membership was asked for, null when never
     * @param memberSentAt when a member was asked for, null when never
     */
    public record NewMember(String heyLoyaltyId, String membershipId, Instant membershipSentAt, Instant memberSentAt) {

        /** Whether a membership may have been made of which nothing is known. */
        public boolean isMembershipInDoubt() {
            return membershipId == null && membershipSentAt != null;
        }

        /** Whether a membership must be made. */
        public boolean lacksMembership() {
            return membershipId == null;
        }
    }

    /**
     * How far the subscriber came in earlier turns.
     *
     * @throws TransientException when a write of an earlier try may still be under way: it is looked for later
     */
    public NewMember begin(String heyLoyaltyId) {
        NewMember known = find(heyLoyaltyId).orElse(new NewMember(heyLoyaltyId, null, null, null));
        refuseTooEarly(known.memberSentAt());
        refuseTooEarly(known.lacksMembership() ? known.membershipSentAt() : null);
        return known;
    }

    private void refuseTooEarly(Instant sentAt) {
        if (sentAt == null) {
            return;
        }
        Duration left = Duration.between(clock.instant(), sentAt.plus(AnnouncedWrite.TRAVEL_TIME));
        if (!left.isNegative() && !left.isZero()) {
            throw new TransientException(
                    "awaited-answer",
                    "The answer to a new member's creation in Business Central was lost, and the member may still appear:"
                            + " it is looked for again before anything is repeated",
                    left,
                    null);
        }
    }

    private Optional<NewMember> find(String heyLoyaltyId) {
        return jdbc.sql("SELECT membership_id, membership_sent_at, member_sent_at FROM new_member"
                        + " WHERE heyloyalty_id = :id")
                .param("id", heyLoyaltyId)
                .query((row, number) -> new NewMember(
                        heyLoyaltyId,
                        row.getString("membership_id"),
                        Columns.instant(row, "membership_sent_at"),
                        Columns.instant(row, "member_sent_at")))
                .optional();
    }

    /** Notes that a membership is asked for, right before it is. */
    public NewMember askForMembership(NewMember known) {
        return keep(new NewMember(known.heyLoyaltyId(), null, clock.instant(), null));
    }

    /** Notes the membership that was made, or found. */
    public NewMember membership(NewMember known, String membershipId) {
        return keep(new NewMember(known.heyLoyaltyId(), membershipId, known.membershipSentAt(), known.memberSentAt()));
    }

    /** Notes that the member is asked for, right before it is. */
    public NewMember askForMember(NewMember known) {
        return keep(
                new NewMember(known.heyLoyaltyId(), known.membershipId(), known.membershipSentAt(), clock.instant()));
    }

    /**
     * Takes nobody for the new subscriber whom we knew before a member was asked for: a community that reuses members with the
     * same identity makes one of them of the subscriber, over whose data it writes. In neither direction, because the feed may
     * tell of it first.
     *
     * @param member the link that is to be
     * @throws PermanentException with reason {@code taken-for-another}
     */
    public void refuseAnother(String heyLoyaltyId, MemberLink member) {
        Instant askedAt = find(heyLoyaltyId).map(NewMember::memberSentAt).orElse(null);
        if (askedAt != null && isKnownBefore(askedAt, member.memberId())) {
            throw takenForAnother(heyLoyaltyId, member.memberNumber());
        }
    }

    private boolean isKnownBefore(Instant askedAt, String memberId) {
        return exists(jdbc.sql("SELECT COUNT(*) FROM member_link WHERE member_id = :id")
                        .param("id", memberId))
                || exists(jdbc.sql("SELECT COUNT(*) FROM bc_member WHERE member_id = :id AND created_at < :before")
                        .param("id", memberId)
                        .param("before", Columns.at(askedAt.minus(SKEW))));
    }

    private static boolean exists(JdbcClient.StatementSpec counting) {
        return counting.query(Integer.class).single() > 0;
    }

    private static PermanentException takenForAnother(String heyLoyaltyId, String memberNumber) {
        return new PermanentException(
                TAKEN_FOR_ANOTHER,
                "Business Central seems to have taken the new subscriber, HeyLoyalty member " + heyLoyaltyId
                        + ", for member "
                        + memberNumber
                        + ", whom it had before, and may have written over that member's data, as its community's rule for"
                        + " members with the same identity says. If both are one person, replay; if not, first put the"
                        + " member's data right and give the two different contact info, then replay");
    }

    private NewMember keep(NewMember now) {
        transaction.executeWithoutResult(status -> replace(now));
        return now;
    }

    private void replace(NewMember now) {
        delete(now.heyLoyaltyId());
        jdbc.sql("INSERT INTO new_member (heyloyalty_id, membership_id, membership_sent_at, member_sent_at)"
                        + " VALUES (:id, :membership, :membershipSent, :memberSent)")
                .param("id", now.heyLoyaltyId())
                .param("membership", now.membershipId())
                .param("membershipSent", Columns.at(now.membershipSentAt()))
                .param("memberSent", Columns.at(now.memberSentAt()))
                .update();
    }

    /** The subscriber is linked with a member: nothing is under way any more. */
    void delete(String heyLoyaltyId) {
        jdbc.sql("DELETE FROM new_member WHERE heyloyalty_id = :id")
                .param("id", heyLoyaltyId)
                .update();
    }
}
