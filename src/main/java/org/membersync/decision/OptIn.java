package org.membersync.decision;

import java.time.Duration;
import java.time.Instant;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;

/**
 * Whether a newer opt-in than an unsubscription is proven (behaviour O5, quality P1). Business Central does not tell when
 * the newsletter became YES, so only two things count as proof: we saw it not wanted at or after the unsubscription and it
 * is wanted now; or the member was made after the unsubscription. In doubt the answer is no.
 */
final class OptIn {

    /** HeyLoyalty tells whole seconds: the unsubscription lies up to one later than told. */
    private static final Duration HEYLOYALTY_RESOLUTION = Duration.ofSeconds(1);

    private OptIn() {}

    /** Whether the linked, unsubscribed HeyLoyalty member's person may be subscribed again. */
    static boolean subscribesAgain(MemberCase memberCase) {
        HeyLoyaltyMember linked = memberCase.linked();
        return linked.status() == HeyLoyaltyMember.Status.UNSUBSCRIBED
                && isNewer(memberCase, ended(memberCase, linked));
    }

    /** Whether an opt-in newer than the end of the subscription is proven. */
    static boolean isNewer(MemberCase memberCase, MemberLink ended) {
        if (memberCase.member().newsletter() != Newsletter.YES) {
            return false;
        }
        if (ended.unsubscribedBy() == UnsubscribedBy.MEMBERSYNC_FOR_APPROVAL) {
            return true;
        }
        Instant end = ended.unsubscribedBy() == UnsubscribedBy.HEYLOYALTY
                ? ended.unsubscribedAt().plus(HEYLOYALTY_RESOLUTION)
                : ended.unsubscribedAt();
        return isAtOrAfter(memberCase.optOutSeenAt(), end)
                || isAfter(memberCase.member().createdAt(), end);
    }

    /** Whether an opt-in newer than what an imported list says of the member's contact is proven. */
    static boolean isNewerThanLastNo(MemberCase memberCase) {
        Instant end = memberCase.lastNo().plus(HEYLOYALTY_RESOLUTION);
        return memberCase.member().newsletter() == Newsletter.YES
                && (isAtOrAfter(memberCase.optOutSeenAt(), end)
                        || isAfter(memberCase.member().createdAt(), end));
    }

    /**
     * Whether the person subscribed again in HeyLoyalty after the end that we know of, and after the no in Business Central:
     * that one was seen while the entry was still unsubscribed, because each reading of the member reads such an entry too.
     */
    static boolean isSubscribedInHeyLoyalty(MemberCase memberCase, HeyLoyaltyMember entry) {
        MemberLink link = memberCase.link();
        return link != null
                && link.isUnsubscribed()
                && link.heyLoyaltyId().equals(entry.id())
                && entry.isActive()
                && !isLateWrite(memberCase, entry)
                && isAfter(entry.updatedAt(), link.unsubscribedAt().plus(HEYLOYALTY_RESOLUTION))
                && isAtOrAfter(memberCase.optOutSeenAt(), link.unsubscribedAt());
    }

    /**
     * Whether an active entry says something beside the ended one that is linked: the end was not the person's own no, or
     * they put this entry on the list after it. It is linked then, so that the filters hold for it too (quality P3).
     */
    static boolean countsBeside(MemberLink ended, HeyLoyaltyMember entry) {
        return ended.unsubscribedBy() == UnsubscribedBy.MEMBERSYNC
                || isAfter(entry.createdAt(), ended.unsubscribedAt().plus(HEYLOYALTY_RESOLUTION));
    }

    /**
     * Whether the person ended the linked entry after they put this one on the list, or within the same second, by HeyLoyalty's
     * clock alone: then the no counts, as it does when it is told once more.
     */
    static boolean isEndedByPersonSince(MemberLink link, HeyLoyaltyMember entry) {
        return link.isUnsubscribed()
                && link.unsubscribedBy() == UnsubscribedBy.HEYLOYALTY
                && !isAfter(entry.createdAt(), link.unsubscribedAt());
    }

    private static boolean isLateWrite(MemberCase memberCase, HeyLoyaltyMember entry) {
        return memberCase.announced() != null && memberCase.announced().mayHaveMade(entry.updatedAt());
    }

    /** Whether the entry was put on the list after anything was last changed in Business Central. */
    static boolean isNewerEntry(MemberCase memberCase, HeyLoyaltyMember entry) {
        Instant changed = memberCase.agreement().changedInBusinessCentral();
        return changed != null && isAfter(entry.createdAt(), changed);
    }

    /** The link as it stands after HeyLoyalty was found unsubscribed: who ended it, and when. */
    static MemberLink ended(MemberCase memberCase, HeyLoyaltyMember entry) {
        MemberLink link = memberCase.link();
        Instant told = entry.unsubscribedAt();
        if (link != null
                && memberCase.announced() != null
                && !link.isUnsubscribed()
                && link.heyLoyaltyId().equals(entry.id())
                && memberCase.announced().isUnsubscription(told)) {
            return link.unsubscribed(
                            memberCase.announced().at(), memberCase.announced().unsubscribedBy())
                    .told(told);
        }
        boolean known =
                link != null && link.isUnsubscribed() && link.heyLoyaltyId().equals(entry.id());
        if (known && link.unsubscribedBy() != UnsubscribedBy.HEYLOYALTY && link.knows(told)) {
            return link.told(told);
        }
        Instant since = told != null ? told : known ? link.unsubscribedAt() : memberCase.readAt();
        return new MemberLink(
                memberCase.member().id(),
                memberCase.member().number(),
                entry.id(),
                MemberLink.Status.UNSUBSCRIBED,
                since,
                UnsubscribedBy.HEYLOYALTY);
    }

    private static boolean isAtOrAfter(Instant moment, Instant limit) {
        return moment != null && !moment.isBefore(limit);
    }

    private static boolean isAfter(Instant moment, Instant limit) {
        return moment != null && moment.isAfter(limit);
    }
}
