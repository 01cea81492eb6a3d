package org.membersync.state;

import java.time.Clock;
import java.util.Locale;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.decision.Outcome;
import org.membersync.decision.Settlement;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends a HeyLoyalty member's turn: link, base, ledger and queue in one transaction (behaviour O8, quality P4). */
public class InboundOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(InboundOutcomes.class);

    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Links links;
    private final Ledger ledger;
    private final ChangeQueue queue;
    private final Agreements agreements;
    private final FieldFailures fieldFailures;
    private final CreatedValues createdValues;
    private final NewMembers newMembers;
    private final Suppressions suppressions;
    private final Erasure erasure;
    private final AudiencePersons audiences;
    private final Buyers buyers;
    private final WebhookNews news;

    InboundOutcomes(
            TransactionTemplate transaction,
            Clock clock,
            Links links,
            Ledger ledger,
            ChangeQueue queue,
            Agreements agreements,
            FieldFailures fieldFailures,
            CreatedValues createdValues,
            NewMembers newMembers,
            Suppressions suppressions,
            Erasure erasure,
            AudiencePersons audiences,
            Buyers buyers,
            WebhookNews news) {
        this.transaction = transaction;
        this.clock = clock;
        this.links = links;
        this.ledger = ledger;
        this.queue = queue;
        this.agreements = agreements;
        this.fieldFailures = fieldFailures;
        this.createdValues = createdValues;
        this.newMembers = newMembers;
        this.suppressions = suppressions;
        this.erasure = erasure;
        this.audiences = audiences;
        this.buyers = buyers;
        this.news = news;
    }

    /**
     * A member that was made in Business Central.
     *
     * @param number empty when Business Central did not tell it
     */
    public record Created(String memberId, String number) {}

    /**
     * Records what was decided and carried out, and ends the turn. What Business Central says afterwards is not noted here:
     * only a reading of it counts as seen.
     *
     * @param created the member that was made; null unless the outcome is CREATE_MEMBER
     * @throws org.membersync.failure.OvertakenException when another process took the turn over: nothing is recorded
     * @throws org.membersync.failure.PermanentException when Business Central took a new subscriber for somebody whom it had
     */
    public void record(InboundCase inbound, Decision decision, Created created) {
        Change change = inbound.change();
        Created identity = created == null ? identity(inbound.memberCase()) : created;
        Change named = identity == null
                ? change
                : new Change(
                        Direction.INBOUND,
                        identity.memberId(),
                        identity.number(),
                        change.source(),
                        change.revision(),
                        change.claimToken(),
                        change.attempts());
        Collisions.outlive(transaction, () -> {
            queue.fence(change);
            ledger.add(named, named.memberNumber(), decision, change.memberId());
            if (decision.link() != null) {
                MemberLink link = created == null ? decision.link() : linked(created, change);
                if (created != null) {
                    newMembers.refuseAnother(change.memberId(), link);
                }
                agreements.entryBecomes(link.memberId(), link.heyLoyaltyId());
                links.save(link, clock.instant());
            }
            if (decision.outcome() == Outcome.UNLINK) {
                unlink(identity.memberId(), change.memberId());
            }
            if (inbound.entry() != null && inbound.entry().isActive()) {
                audiences.joined(
                        change.memberId(), inbound.entry().field("email").text(), inbound.link() == null);
            }
            if (inbound.entry() != null) {
                links.emailStatus(change.memberId(), inbound.entry().emailStatus());
            }
            createdValues.save(decision.settlement().created());
            if (identity != null) {
                settle(change.memberId(), identity, decision.settlement(), source(inbound, decision));
            }
            decision.settlement().entriesDue().forEach(entry -> queue.dueNow(Direction.INBOUND, entry, "inbound"));
            news.lookedAt(change.memberId(), inbound.told());
            if (inbound.entry() != null && inbound.entry().status() == HeyLoyaltyMember.Status.UNSUBSCRIBED) {
                buyers.saidNo(change.memberId());
            }
            if (inbound.told().crossed() && identity == null) {
                buyers.saidNo(change.memberId());
                buyers.crossed(change.memberId());
            }
            if (inbound.told().anonymised()) {
                erasure.forgetBuyer(change.memberId());
            }
            erasure.forgetLate(change.memberId());
            newMembers.delete(change.memberId());
            queue.complete(change);
        });
        if (!decision.settlement().created().isEmpty()) {
            createdValues.takeNew();
        }
        tell(named, decision);
    }

    /** Nothing of an anonymised entry is kept, and nothing that comes later is taken. */
    private void unlink(String memberId, String heyLoyaltyId) {
        erasure.forgetAudiences(memberId);
        links.delete(memberId);
        agreements.delete(memberId);
        suppressions.addEntry(heyLoyaltyId);
    }

    private static Created identity(MemberCase known) {
        Member member = known == null ? null : known.member();
        return member == null ? null : new Created(member.id(), member.number());
    }

    private static MemberLink linked(Created created, Change change) {
        return MemberLink.active(created.memberId(), created.number(), change.memberId());
    }

    /** The other direction is told what it follows: a person's own no is never held up with those of many others. */
    private static String source(InboundCase inbound, Decision decision) {
        MemberLink before =
                inbound.memberCase() == null ? null : inbound.memberCase().link();
        boolean theirOwnNo =
                decision.outcome() == Outcome.WITHDRAW || isTheirOwnNo(before) || isTheirOwnNo(decision.link());
        return theirOwnNo ? Change.WITHDRAWAL : Change.FROM_INBOUND;
    }

    private static boolean isTheirOwnNo(MemberLink link) {
        return link != null && link.unsubscribedBy() == UnsubscribedBy.HEYLOYALTY;
    }

    private void settle(String heyLoyaltyId, Created identity, Settlement left, String source) {
        if (left.base() != null) {
            agreements.save(identity.memberId(), left.base());
        }
        if (left.issues() != null) {
            fieldFailures.settle(heyLoyaltyId, identity.number(), left.issues());
        }
        if (left.otherDirectionDue()) {
            queue.dueNow(Direction.OUTBOUND, identity.memberId(), source);
        } else if (left.base() != null) {
            agreements.settled(identity.memberId());
        }
    }

    /** One line for whoever watches; nothing for a turn that wrote nothing. */
    private static void tell(Change named, Decision decision) {
        switch (decision.outcome()) {
            case WITHDRAW ->
                LOG.info(
                        "Member {}: newsletter set to no in Business Central {}",
                        named.shownMember(),
                        decision.reasons());
            case SUBSCRIBE_MEMBER, UPDATE_MEMBER, CREATE_MEMBER ->
                LOG.info(
                        "Member {}: {} in Business Central {}",
                        named.shownMember(),
                        decision.outcome().name().toLowerCase(Locale.ROOT).replace("_member", ""),
                        decision.write().keySet().stream().sorted().toList());
            default -> LOG.debug("Member {}: {}", named.shownMember(), decision.reasons());
        }
    }
}
