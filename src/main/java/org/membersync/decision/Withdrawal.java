package org.membersync.decision;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;

/** The decision about somebody who unsubscribed, or whose complaint counts as that (behaviour I4, quality P2). */
final class Withdrawal {

    private final InboundCase inbound;
    private final HeyLoyaltyMember entry;
    private final MemberCase member;

    Withdrawal(InboundCase inbound) {
        this.inbound = inbound;
        this.entry = inbound.entry();
        this.member = inbound.memberCase();
    }

    /**
     * The decision.
     *
     * @throws AmbiguousMatchException when the person subscribed again with several entries
     */
    Decision decide() {
        MemberLink own = member.link();
        boolean ownEntry = own == null || own.heyLoyaltyId().equals(entry.id());
        // Who complains does so now, whatever else of them is on the list.
        boolean endedBefore = !entry.isActive();
        if (!ownEntry && endedBefore && own.status() == MemberLink.Status.ACTIVE && !isOlder(own.heyLoyaltyId())) {
            return InboundDecider.nothing(
                    inbound, Rule.WITHDRAWAL, "the person has another entry on the list, and that one is active");
        }
        if (!ownEntry && isFollowedBy(own.heyLoyaltyId())) {
            return InboundDecider.nothing(
                    inbound,
                    Rule.WITHDRAWAL,
                    "the person had another entry on the list afterwards, and that one counts");
        }
        MemberLink ended = OptIn.ended(member, entry);
        List<HeyLoyaltyMember> newer = newer(ended.unsubscribedAt());
        if (!newer.isEmpty()) {
            return subscribedAgain(newer, ownEntry && own != null);
        }
        if (ended.unsubscribedBy() != UnsubscribedBy.HEYLOYALTY) {
            return Decider.keep(
                            Outcome.IN_STEP,
                            ended,
                            Reason.of(Rule.WITHDRAWAL, "it was membersync that unsubscribed the person"))
                    .leaving(Settlement.entries(activeIds(), false));
        }
        if (OptIn.isNewer(member, ended)) {
            return InboundDecider.nothing(
                    inbound, Rule.SUBSCRIBED_AGAIN, "Business Central has a newer yes than the unsubscription");
        }
        // An entry that complained and is active can be unsubscribed only while it is linked.
        boolean linksThis = ownEntry || entry.isActive() && own.status() != MemberLink.Status.ACTIVE;
        return withdraw(linksThis ? ended : own);
    }

    /** Whether the other entry was on the list before this one ended, and so says nothing about today; in doubt not. */
    private boolean isOlder(String other) {
        Instant end = entry.unsubscribedAt();
        return end != null
                && active().stream()
                        .filter(older -> older.id().equals(other))
                        .anyMatch(older ->
                                older.createdAt() != null && !older.createdAt().isAfter(end));
    }

    /** Whether the other entry began or ended after this one ended; by HeyLoyalty's clock alone, in doubt not. */
    private boolean isFollowedBy(String other) {
        Instant end = entry.unsubscribedAt();
        return end != null
                && inbound.others() != null
                && inbound.others().stream()
                        .filter(later -> later.id().equals(other))
                        .anyMatch(later -> isAfter(later.createdAt(), end) || isAfter(later.unsubscribedAt(), end));
    }

    private static boolean isAfter(Instant moment, Instant end) {
        return moment != null && moment.isAfter(end);
    }

    private Decision withdraw(MemberLink link) {
        boolean saysNo = member.member().newsletter() == Newsletter.NO;
        boolean anonymised = inbound.told().anonymised() && !entry.isActive();
        if (anonymised && saysNo) {
            return new Decision(
                    Outcome.UNLINK,
                    entry.id(),
                    Map.of(),
                    List.of(Reason.of(
                            Rule.WITHDRAWAL, "HeyLoyalty anonymised the person, and Business Central says no")),
                    null);
        }
        String why = said() + (saysNo ? ", and Business Central says no already" : ": the withdrawal wins");
        // A complaint leaves the entry active: the other direction unsubscribes it, and so other entries of the same
        // person.
        Set<String> due = activeIds();
        if (anonymised) {
            // Once the no was seen in Business Central nothing is needed of the entry any more.
            due.add(entry.id());
        }
        // The linked entry that is active still goes by the other direction too.
        boolean linkedStays = !link.heyLoyaltyId().equals(entry.id()) && due.remove(link.heyLoyaltyId());
        Settlement left = Settlement.entries(due, entry.isActive() || linkedStays);
        return new Decision(
                saysNo ? Outcome.IN_STEP : Outcome.WITHDRAW,
                entry.id(),
                saysNo ? Map.of() : Map.of(InboundDecider.NEWSLETTER, FieldValue.of("no")),
                List.of(Reason.of(Rule.WITHDRAWAL, why)),
                link,
                left);
    }

    private String said() {
        if (entry.status() == Status.UNSUBSCRIBED) {
            return "unsubscribed in HeyLoyalty";
        }
        return inbound.told().crossed()
                ? "unsubscribed in HeyLoyalty while an update of ours was on its way"
                : "reported an e-mail as spam in HeyLoyalty";
    }

    /** Other active entries with the same contact that belong to no other member. */
    private List<HeyLoyaltyMember> active() {
        return inbound.others() == null
                ? List.of()
                : inbound.others().stream()
                        .filter(other -> other.isActive() && !other.id().equals(entry.id()))
                        .toList();
    }

    private Set<String> activeIds() {
        return active().stream().map(HeyLoyaltyMember::id).collect(Collectors.toSet());
    }

    /** Only an entry that was put on the list afterwards is a newer yes; an older one beside it says nothing about today. */
    private List<HeyLoyaltyMember> newer(Instant end) {
        return active().stream()
                .filter(other -> isAfter(other.createdAt(), end))
                .toList();
    }

    private Decision subscribedAgain(List<HeyLoyaltyMember> newer, boolean linked) {
        if (newer.size() > 1) {
            throw AmbiguousMatchException.severalActive(newer);
        }
        String id = newer.get(0).id();
        MemberLink moved =
                linked ? MemberLink.active(member.member().id(), member.member().number(), id) : null;
        return new Decision(
                Outcome.IN_STEP,
                entry.id(),
                Map.of(),
                List.of(Reason.of(Rule.SUBSCRIBED_AGAIN, "subscribed again in HeyLoyalty with another entry")),
                moved,
                Settlement.entries(Set.of(id), false));
    }
}
