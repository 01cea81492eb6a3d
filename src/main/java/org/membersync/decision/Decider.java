package org.membersync.decision;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.mapping.ListDefinition;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;

/** Decides what is written to HeyLoyalty for one member, and why; pure (behaviour O3 to O7, quality P1, P3). */
public final class Decider {

    private final FieldEquality equality;

    public Decider(FieldEquality equality) {
        this.equality = equality;
    }

    /**
     * The decision for a case of which all that {@link LookUp} asks for was read.
     *
     * @throws AmbiguousMatchException when the person cannot be told from others
     */
    public Decision decide(MemberCase memberCase, ListDefinition list) {
        Decision decision = decideAlone(memberCase, list);
        return isWithdrawalToTell(memberCase, decision) ? decision.leaving(Settlement.HAND_OVER) : decision;
    }

    /** Whether this turn met a withdrawal that Business Central does not know of yet (quality P2). */
    private static boolean isWithdrawalToTell(MemberCase memberCase, Decision decision) {
        return decision.link() != null
                && decision.link().unsubscribedBy() == UnsubscribedBy.HEYLOYALTY
                && !decision.writes()
                && !memberCase.isErased()
                && !memberCase.gone()
                && memberCase.member().newsletter() != Newsletter.NO;
    }

    private Decision decideAlone(MemberCase memberCase, ListDefinition list) {
        if (memberCase.isErased()) {
            return erase(memberCase);
        }
        if (memberCase.suppressed()) {
            return keep(
                    Outcome.WITHHELD,
                    memberCase.link(),
                    Reason.of(Rule.ERASED_BEFORE, "the person was erased before and is never brought back"));
        }
        if (!memberCase.isEligible()) {
            return refused(memberCase);
        }
        if (memberCase.hasNothingNew()) {
            return keep(
                    Outcome.IN_STEP,
                    memberCase.link(),
                    Reason.of(Rule.CHANGED_FIELDS, "no mapped field changed since both sides agreed"));
        }
        if (memberCase.linked() != null) {
            return linked(memberCase, list);
        }
        return new Matching(memberCase, list, this::update).decide();
    }

    private static Decision erase(MemberCase memberCase) {
        String why = memberCase.member() == null
                ? "the member is no longer in Business Central"
                : "the member was anonymised in Business Central";
        Reason reason = Reason.of(Rule.ERASE, why);
        if (memberCase.link() == null || memberCase.gone()) {
            return keep(Outcome.NOT_SENT, null, reason);
        }
        return new Decision(Outcome.ERASE, memberCase.link().heyLoyaltyId(), Map.of(), List.of(reason), null);
    }

    private static Decision refused(MemberCase memberCase) {
        HeyLoyaltyMember linked = memberCase.linked();
        if (memberCase.link() == null) {
            return new Decision(Outcome.NOT_SENT, null, Map.of(), memberCase.refusals(), null);
        }
        if (linked == null) {
            return new Decision(
                    Outcome.NOT_SENT,
                    memberCase.link().heyLoyaltyId(),
                    Map.of(),
                    memberCase.refusals(),
                    Matching.gone(memberCase));
        }
        if (linked.status() == HeyLoyaltyMember.Status.UNSUBSCRIBED) {
            return new Decision(
                    Outcome.NOT_SENT, linked.id(), Map.of(), memberCase.refusals(), OptIn.ended(memberCase, linked));
        }
        if (linked.isActive()
                && memberCase.refusals().stream()
                        .allMatch(reason -> reason.rule().equals(Rule.NEWSLETTER.id()))
                && OptIn.isSubscribedInHeyLoyalty(memberCase, linked)) {
            return keep(
                            Outcome.WITHHELD,
                            memberCase.link(),
                            Reason.of(
                                    Rule.SUBSCRIBED_AGAIN,
                                    "subscribed again in HeyLoyalty after the no: Business Central is told"))
                    .leaving(Settlement.HAND_OVER);
        }
        boolean forApproval =
                memberCase.refusals().stream().allMatch(reason -> reason.rule().equals(Rule.GDPR_APPROVAL.id()));
        MemberLink ended = memberCase
                .link()
                .unsubscribed(
                        memberCase.readAt(),
                        forApproval ? UnsubscribedBy.MEMBERSYNC_FOR_APPROVAL : UnsubscribedBy.MEMBERSYNC);
        return new Decision(Outcome.UNSUBSCRIBE, linked.id(), Map.of(), memberCase.refusals(), ended);
    }

    private Decision linked(MemberCase memberCase, ListDefinition list) {
        HeyLoyaltyMember linked = memberCase.linked();
        return switch (linked.status()) {
            case ACTIVE -> update(memberCase, linked, list, null);
            case UNSUBSCRIBED -> unsubscribed(memberCase, list, linked);
            case OTHER -> leftAlone(memberCase, linked);
        };
    }

    private Decision unsubscribed(MemberCase memberCase, ListDefinition list, HeyLoyaltyMember linked) {
        return OptIn.subscribesAgain(memberCase)
                ? new Matching(memberCase, list, this::update).decide()
                : Matching.withheld(OptIn.ended(memberCase, linked));
    }

    private Decision update(MemberCase read, HeyLoyaltyMember entry, ListDefinition list, Reason found) {
        MemberCase memberCase = read.against(entry);
        Merged merged = new ThreeWayMerge(equality, list).merge(memberCase, entry);
        Map<String, FieldValue> write = merged.toHeyLoyalty();
        Member member = memberCase.member();
        MemberLink link = MemberLink.active(member.id(), member.number(), entry.id());
        Outcome outcome = !write.isEmpty() ? Outcome.UPDATE : found == null ? Outcome.IN_STEP : Outcome.LINK;
        Reason difference = difference(merged);
        return new Decision(
                outcome,
                entry.id(),
                write,
                found == null ? List.of(difference) : List.of(found, difference),
                link,
                left(memberCase, merged));
    }

    private static Reason difference(Merged merged) {
        if (!merged.toHeyLoyalty().isEmpty()) {
            Set<String> names = new TreeSet<>(merged.toHeyLoyalty().keySet());
            return Reason.of(Rule.CHANGED_FIELDS, "these fields differ: " + String.join(", ", names));
        }
        return Reason.of(
                Rule.CHANGED_FIELDS,
                merged.toBusinessCentral().isEmpty() && merged.conflicts().isEmpty()
                        ? "HeyLoyalty holds every mapped field already"
                        : "only HeyLoyalty's own changes differ");
    }

    /** What HeyLoyalty changed is carried by a turn of the other direction, which then says what waits for an operator. */
    private static Settlement left(MemberCase memberCase, Merged merged) {
        boolean inboundDue = !merged.toBusinessCentral().isEmpty();
        Map<String, FieldValue> base = ProfileMerge.base(memberCase, merged);
        base.putAll(merged.toHeyLoyalty());
        return new Settlement(base, inboundDue ? null : ProfileMerge.conflicts(merged), Map.of(), inboundDue, Set.of());
    }

    /** Neither updated nor made a second time: an entry that, say, waits for its confirmation. */
    static Decision leftAlone(MemberCase memberCase, HeyLoyaltyMember entry) {
        MemberLink link = new MemberLink(
                memberCase.member().id(),
                memberCase.member().number(),
                entry.id(),
                MemberLink.Status.OTHER,
                null,
                null);
        return keep(
                Outcome.WITHHELD,
                link,
                Reason.of(
                        Rule.NEVER_REACTIVATE,
                        "HeyLoyalty has the subscription neither active nor unsubscribed, so it is left alone"));
    }

    static Decision keep(Outcome outcome, MemberLink link, Reason reason) {
        return new Decision(outcome, link == null ? null : link.heyLoyaltyId(), Map.of(), List.of(reason), link);
    }
}
