package org.membersync.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.MemberMapping;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;

/**
 * Decides what a HeyLoyalty member means for Business Central; pure. A withdrawal wins over everything but a newer yes that
 * is proven (behaviour I4 to I8, O5).
 */
public final class InboundDecider {

    /** The name of the consent among the fields that are written to Business Central. */
    public static final String NEWSLETTER = "newsletter";

    private static final FieldValue YES = FieldValue.of("yes");

    private final FieldEquality equality;
    private final InboundRules rules;

    public InboundDecider(FieldEquality equality, InboundRules rules) {
        this.equality = equality;
        this.rules = rules;
    }

    /**
     * The decision for a case of which all was read.
     *
     * @throws AmbiguousMatchException when the person cannot be told from others
     */
    public Decision decide(InboundCase inbound, MemberMapping mapping, ListDefinition list) {
        HeyLoyaltyMember entry = inbound.entry();
        if (entry == null) {
            return nothing(inbound, Rule.WITHDRAWAL, "HeyLoyalty does not have this member any more");
        }
        MemberCase member = inbound.memberCase();
        if (isWithdrawn(inbound)) {
            return member == null || member.isErased()
                    ? nothing(
                            inbound,
                            Rule.UNKNOWN_PERSON,
                            "unsubscribed in HeyLoyalty, and nobody in Business Central has this contact info")
                    : new Withdrawal(inbound).decide();
        }
        if (!entry.isActive()) {
            return nothing(
                    inbound,
                    Rule.NEVER_REACTIVATE,
                    "HeyLoyalty has the subscription neither active nor unsubscribed, so it says nothing yet");
        }
        if (member == null) {
            return newcomer(inbound, mapping, list);
        }
        if (member.isErased() || member.suppressed()) {
            return nothing(inbound, Rule.ERASED_BEFORE, "the person was erased in Business Central")
                    .leaving(Settlement.HAND_OVER);
        }
        return subscribed(inbound, mapping, list);
    }

    /**
     * Whether it must be known when the Business Central member was last changed: to tell which of two changes, or of a yes
     * and a no, is the newer one.
     */
    public boolean asksForTimes(InboundCase inbound, ListDefinition list) {
        MemberCase member = inbound.memberCase();
        HeyLoyaltyMember entry = inbound.entry();
        if (member == null || member.isErased() || entry == null || !entry.isActive()) {
            return false;
        }
        boolean newEntry =
                member.link() == null || !member.link().heyLoyaltyId().equals(entry.id());
        return newEntry && member.member().newsletter() != Newsletter.YES
                || new ThreeWayMerge(equality, list).asksForTimes(member.against(entry), entry);
    }

    /** Whether the entry says no, as far as it was read: then no other field counts. */
    public boolean isWithdrawn(InboundCase inbound) {
        HeyLoyaltyMember entry = inbound.entry();
        return entry.status() == Status.UNSUBSCRIBED
                || inbound.told().crossed()
                || rules.complaintWithdraws() && entry.emailStatus() == EmailStatus.COMPLAINT;
    }

    /** Somebody on the list whom Business Central has. */
    private Decision subscribed(InboundCase inbound, MemberMapping mapping, ListDefinition list) {
        MemberCase member = inbound.memberCase();
        MemberLink link = member.link();
        if (link == null && member.announced() != null) {
            return nothing(
                            inbound,
                            Rule.KNOWN_BY_CONTACT,
                            "a creation of ours of which no end is known may be this entry")
                    .leaving(Settlement.HAND_OVER);
        }
        boolean ownEntry =
                link != null && link.heyLoyaltyId().equals(inbound.entry().id());
        if (link != null && !ownEntry && link.status() == MemberLink.Status.ACTIVE) {
            return nothing(inbound, Rule.KNOWN_BY_CONTACT, "the person is linked with another entry of the list");
        }
        boolean saysYes = member.member().newsletter() == Newsletter.YES;
        if (!saysYes && !isSubscription(member, inbound.entry())) {
            boolean stillActive = ownEntry && !link.isUnsubscribed();
            return stillActive ? merged(inbound, mapping, list, false) : older(inbound, ownEntry);
        }
        if (saysYes
                && link != null
                && !ownEntry
                && link.isUnsubscribed()
                && !OptIn.isNewer(member, link)
                && !OptIn.countsBeside(link, inbound.entry())) {
            return nothing(
                    inbound,
                    Rule.NEVER_REACTIVATE,
                    "the person unsubscribed with another entry, and no newer yes is known");
        }
        return merged(inbound, mapping, list, !saysYes);
    }

    /** Whether the entry is a yes that is newer than Business Central's want of one (behaviour O5, quality P1). */
    private static boolean isSubscription(MemberCase member, HeyLoyaltyMember entry) {
        MemberLink link = member.link();
        if (link == null) {
            return member.member().newsletter() == Newsletter.NOT_SPECIFIED || OptIn.isNewerEntry(member, entry);
        }
        return link.heyLoyaltyId().equals(entry.id())
                ? OptIn.isSubscribedInHeyLoyalty(member, entry)
                : OptIn.isNewerEntry(member, entry) && !OptIn.isEndedByPersonSince(link, entry);
    }

    /** Business Central's no stands, so the other direction unsubscribes the entry. */
    private static Decision older(InboundCase inbound, boolean ownEntry) {
        MemberCase member = inbound.memberCase();
        MemberLink link = ownEntry
                ? member.link()
                : MemberLink.active(
                        member.member().id(),
                        member.member().number(),
                        inbound.entry().id());
        return new Decision(
                Outcome.IN_STEP,
                inbound.entry().id(),
                Map.of(),
                List.of(Reason.of(
                        Rule.NEVER_REACTIVATE,
                        "Business Central says no, and nothing proves that the subscription in HeyLoyalty is newer")),
                link,
                Settlement.HAND_OVER);
    }

    private Decision merged(InboundCase inbound, MemberMapping mapping, ListDefinition list, boolean subscribe) {
        HeyLoyaltyMember entry = inbound.entry();
        MemberCase member = inbound.memberCase().against(entry);
        ProfileMerge profile =
                ProfileMerge.of(new ThreeWayMerge(equality, list).merge(member, entry), member, mapping, list);
        Map<String, FieldValue> write = new TreeMap<>(profile.write());
        List<Reason> reasons = new ArrayList<>();
        boolean known = member.link() != null && member.link().heyLoyaltyId().equals(entry.id());
        if (!known) {
            reasons.add(Reason.of(Rule.KNOWN_BY_CONTACT, "found in Business Central by contact info"));
        }
        if (subscribe) {
            write.put(NEWSLETTER, YES);
            reasons.add(Reason.of(Rule.SUBSCRIBED_AGAIN, "subscribed in HeyLoyalty after the last no"));
        }
        reasons.add(changes(profile));
        Outcome outcome = subscribe
                ? Outcome.SUBSCRIBE_MEMBER
                : !write.isEmpty() ? Outcome.UPDATE_MEMBER : known ? Outcome.IN_STEP : Outcome.LINK;
        return new Decision(
                outcome,
                entry.id(),
                write,
                reasons,
                MemberLink.active(member.member().id(), member.member().number(), entry.id()),
                profile.settlement().handingOver(subscribe || !known));
    }

    private static Reason changes(ProfileMerge profile) {
        return profile.write().isEmpty()
                ? Reason.of(Rule.HEYLOYALTY_CHANGES, "Business Central holds every field that HeyLoyalty changed")
                : Reason.of(
                        Rule.HEYLOYALTY_CHANGES,
                        "HeyLoyalty changed: "
                                + String.join(", ", profile.write().keySet()));
    }

    private Decision newcomer(InboundCase inbound, MemberMapping mapping, ListDefinition list) {
        if (inbound.link() != null || inbound.found() == null) {
            return nothing(
                    inbound,
                    Rule.UNKNOWN_PERSON,
                    "the entry has neither an e-mail address nor a phone number to find" + " somebody by");
        }
        if (inbound.change().source().equals("import")) {
            return nothing(
                    inbound,
                    Rule.UNKNOWN_PERSON,
                    "nobody in Business Central has this contact info, and nobody is made a member by an import");
        }
        if (inbound.told().buyer()) {
            return nothing(
                    inbound,
                    Rule.BUYER,
                    "the entry was made for a buyer of tickets, and nobody becomes a member by buying one");
        }
        if (!rules.createMembers()) {
            return nothing(
                    inbound,
                    Rule.UNKNOWN_PERSON,
                    "nobody in Business Central has this contact info, and membersync.members.create-in-bc is off");
        }
        refuseSeveral(inbound);
        return new Newcomer(inbound.entry(), mapping, list).decide();
    }

    private static void refuseSeveral(InboundCase inbound) {
        List<HeyLoyaltyMember> active = inbound.others() == null
                ? List.of()
                : inbound.others().stream().filter(HeyLoyaltyMember::isActive).toList();
        if (active.size() > 1) {
            throw AmbiguousMatchException.severalActive(active);
        }
    }

    static Decision nothing(InboundCase inbound, Rule rule, String why) {
        Outcome outcome = rule == Rule.UNKNOWN_PERSON || rule == Rule.BUYER ? Outcome.NOT_SENT : Outcome.IN_STEP;
        return new Decision(outcome, inbound.change().memberId(), Map.of(), List.of(Reason.of(rule, why)), null);
    }
}
