package org.membersync.decision;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.mapping.ListDefinition;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;

/** The decision for an eligible member without an entry of their own that may be updated (behaviour O3, O5). */
final class Matching {

    /** How an entry that was found is brought up to date. */
    @FunctionalInterface
    interface Update {

        Decision update(MemberCase memberCase, HeyLoyaltyMember entry, ListDefinition list, Reason found);
    }

    private final MemberCase memberCase;
    private final ListDefinition list;
    private final Update update;

    Matching(MemberCase memberCase, ListDefinition list, Update update) {
        this.memberCase = memberCase;
        this.list = list;
        this.update = update;
    }

    Decision decide() {
        List<HeyLoyaltyMember> free = memberCase.candidates().stream()
                .filter(entry -> !isClaimed(entry.id()))
                .toList();
        List<HeyLoyaltyMember> active =
                free.stream().filter(HeyLoyaltyMember::isActive).toList();
        if (active.size() > 1) {
            throw AmbiguousMatchException.severalActive(active);
        }
        if (active.size() == 1) {
            return update.update(
                    memberCase,
                    active.get(0),
                    list,
                    Reason.of(Rule.FOUND_BY_CONTACT, "found on the list by contact info"));
        }
        Optional<HeyLoyaltyMember> waiting =
                free.stream().filter(entry -> entry.status() == Status.OTHER).findFirst();
        if (waiting.isPresent()) {
            return Decider.leftAlone(memberCase, waiting.get());
        }
        refuseTakenContact();
        Optional<MemberLink> ended = ended();
        if (ended.isPresent() && !OptIn.isNewer(memberCase, ended.get())) {
            return isClaimed(ended.get().heyLoyaltyId())
                    ? withheld(ended.get(), memberCase.link())
                    : withheld(ended.get());
        }
        if (memberCase.lastNo() != null && !OptIn.isNewerThanLastNo(memberCase)) {
            return Decider.keep(
                    Outcome.WITHHELD,
                    memberCase.link(),
                    Reason.of(
                            Rule.NEVER_REACTIVATE,
                            "an imported list says that this contact unsubscribed at " + memberCase.lastNo()
                                    + "; only a newer yes in Business Central subscribes (set newsletter to no, wait until it"
                                    + " was read, then to yes)"));
        }
        return create(ended.isPresent() || memberCase.lastNo() != null);
    }

    /** What stops a new subscription: the newest unsubscription of the same contact, or an entry that disappeared. */
    private Optional<MemberLink> ended() {
        Optional<MemberLink> onList = memberCase.candidates().stream()
                .filter(entry -> entry.status() == Status.UNSUBSCRIBED)
                .map(entry -> OptIn.ended(memberCase, entry))
                .max(Comparator.comparing(MemberLink::unsubscribedAt));
        return onList.isPresent() || !memberCase.gone() ? onList : Optional.of(gone(memberCase));
    }

    private void refuseTakenContact() {
        List<HeyLoyaltyMember> taken = memberCase.candidates().stream()
                .filter(entry -> entry.isActive() && isClaimed(entry.id()))
                .toList();
        if (!taken.isEmpty() && !list.duplicates().startsWith("allow")) {
            throw new AmbiguousMatchException(
                    "Another Business Central member with the same contact info is linked with"
                            + " HeyLoyalty member " + AmbiguousMatchException.ids(taken)
                            + ", and the list takes no duplicates. Give one of the two another contact in Business Central,"
                            + " or let the list take duplicates");
        }
    }

    private Decision create(boolean again) {
        Map<String, FieldValue> write = new TreeMap<>();
        memberCase.fields().forEach((field, wanted) -> {
            if (!wanted.isEmpty()) {
                write.put(field, wanted);
            }
        });
        Reason reason = again
                ? Reason.of(
                        Rule.SUBSCRIBED_AGAIN,
                        "Business Central has a newer yes than the unsubscription: subscribed again as a new member")
                : Reason.of(Rule.NEW_SUBSCRIBER, "eligible, and nobody on the list has this contact info");
        MemberLink link =
                MemberLink.active(memberCase.member().id(), memberCase.member().number(), null);
        return new Decision(Outcome.CREATE, null, write, List.of(reason), link, Settlement.agreed(memberCase.fields()));
    }

    private boolean isClaimed(String heyLoyaltyId) {
        return memberCase.claimedCandidates().contains(heyLoyaltyId);
    }

    static Decision withheld(MemberLink ended) {
        return withheld(ended, ended);
    }

    private static Decision withheld(MemberLink ended, MemberLink kept) {
        String text =
                switch (ended.unsubscribedBy()) {
                    case HEYLOYALTY ->
                        "unsubscribed in HeyLoyalty since " + ended.unsubscribedAt()
                                + "; only a newer yes in Business Central subscribes again (set newsletter to no, wait until"
                                + " it was read, then to yes)";
                    case MEMBERSYNC, MEMBERSYNC_FOR_APPROVAL ->
                        "unsubscribed by membersync at "
                                + ended.unsubscribedAt()
                                + ", and no newer yes was seen in Business Central since (set newsletter to no, wait until"
                                + " it was read, then to yes)";
                };
        return Decider.keep(Outcome.WITHHELD, kept, Reason.of(Rule.NEVER_REACTIVATE, text));
    }

    /** The link of somebody whose entry HeyLoyalty no longer has: taken as a withdrawal, because it may be one. */
    static MemberLink gone(MemberCase memberCase) {
        MemberLink link = memberCase.link();
        return link.isUnsubscribed() ? link : link.unsubscribed(memberCase.readAt(), UnsubscribedBy.HEYLOYALTY);
    }
}
