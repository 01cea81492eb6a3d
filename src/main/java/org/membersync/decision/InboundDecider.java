package org.membersync.decision;

import java.util.List;
import java.util.Map;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;

/**
 * Decides what a HeyLoyalty member means for Business Central; pure. A withdrawal wins over everything but a newer yes that
 * is proven (behaviour I4, I5, I7, O5).
 */
public final class InboundDecider {

    /** The name of the consent among the fields that are written to Business Central. */
    public static final String NEWSLETTER = "newsletter";

    /** The decision for a case of which all was read. */
    public Decision decide(InboundCase inbound) {
        HeyLoyaltyMember entry = inbound.entry();
        if (entry == null) {
            return nothing(inbound, Rule.WITHDRAWAL, "HeyLoyalty does not have this member any more");
        }
        if (!inbound.isWithdrawn()) {
            return nothing(inbound, Rule.WITHDRAWAL, "the person is not unsubscribed in HeyLoyalty");
        }
        if (inbound.memberCase() == null || inbound.memberCase().isErased()) {
            return nothing(
                    inbound,
                    Rule.UNKNOWN_PERSON,
                    "unsubscribed in HeyLoyalty, and nobody in Business Central has this contact info");
        }
        return withdrawn(inbound, entry);
    }

    private static Decision withdrawn(InboundCase inbound, HeyLoyaltyMember entry) {
        MemberCase member = inbound.memberCase();
        if (isOnTheListElsewhere(inbound)) {
            return nothing(
                    inbound, Rule.WITHDRAWAL, "the person has another entry on the list, and that one is active");
        }
        MemberLink ended = OptIn.ended(member, entry);
        if (ended.unsubscribedBy() != UnsubscribedBy.HEYLOYALTY) {
            return nothing(inbound, Rule.WITHDRAWAL, "it was membersync that unsubscribed the person");
        }
        if (OptIn.isNewer(member, ended)) {
            return nothing(inbound, Rule.SUBSCRIBED_AGAIN, "Business Central has a newer yes than the unsubscription");
        }
        boolean ownEntry = member.link() == null || member.link().heyLoyaltyId().equals(entry.id());
        MemberLink link = ownEntry ? ended : member.link();
        if (member.member().newsletter() == Newsletter.NO) {
            return new Decision(
                    Outcome.IN_STEP,
                    entry.id(),
                    Map.of(),
                    List.of(Reason.of(
                            Rule.WITHDRAWAL, "unsubscribed in HeyLoyalty, and Business Central says no already")),
                    link);
        }
        return new Decision(
                Outcome.WITHDRAW,
                entry.id(),
                Map.of(NEWSLETTER, FieldValue.of("no")),
                List.of(Reason.of(Rule.WITHDRAWAL, "unsubscribed in HeyLoyalty: the withdrawal wins")),
                link);
    }

    /** An old entry of somebody who subscribed again says nothing about today. */
    private static boolean isOnTheListElsewhere(InboundCase inbound) {
        MemberLink own = inbound.memberCase().link();
        boolean linkedElsewhere = own != null
                && own.status() == MemberLink.Status.ACTIVE
                && !own.heyLoyaltyId().equals(inbound.entry().id());
        return linkedElsewhere
                || inbound.others() != null && inbound.others().stream().anyMatch(HeyLoyaltyMember::isActive);
    }

    private static Decision nothing(InboundCase inbound, Rule rule, String why) {
        Outcome outcome = rule == Rule.UNKNOWN_PERSON ? Outcome.NOT_SENT : Outcome.IN_STEP;
        return new Decision(outcome, inbound.change().memberId(), Map.of(), List.of(Reason.of(rule, why)), null);
    }
}
