package org.membersync.decision;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;

/**
 * All that is known in one HeyLoyalty member's turn; the body that travels down the inbound spine. Each step answers a new
 * case with more in it.
 *
 * @param change the turn
 * @param entry the HeyLoyalty member as it is now; null before it was read, and when the list does not have it
 * @param timesNotFound how often in a row the list did not have the entry: believed at the second time
 * @param link the entry's link, null when it has none
 * @param found ids of the Business Central members with the entry's contact; null when not looked up
 * @param others the list's entries with the same contact; null when not looked up
 * @param told what webhooks told of the entry
 * @param memberCase the Business Central member with all that is known of it; null when there is none or it was not read
 */
public record InboundCase(
        Change change,
        HeyLoyaltyMember entry,
        int timesNotFound,
        MemberLink link,
        Set<String> found,
        List<HeyLoyaltyMember> others,
        Told told,
        MemberCase memberCase) {

    /** A turn of which nothing but the link is known. */
    public static InboundCase of(Change change, MemberLink link) {
        return new InboundCase(change, null, 0, link, null, null, Told.NOTHING, null);
    }

    /** The case with what webhooks told. */
    public InboundCase told(Told news) {
        return new InboundCase(change, entry, timesNotFound, link, found, others, news, memberCase);
    }

    /** The case with the entry as it is now. */
    public InboundCase read(HeyLoyaltyMember now) {
        return new InboundCase(change, now, 0, link, found, others, told, memberCase);
    }

    /** The case after the list did not have the entry; one that HeyLoyalty anonymised counts as unsubscribed. */
    public InboundCase notFound() {
        boolean anonymised = told.anonymised() && timesNotFound > 0;
        HeyLoyaltyMember remains =
                anonymised ? new HeyLoyaltyMember(change.memberId(), Status.UNSUBSCRIBED, null, null, Map.of()) : null;
        return new InboundCase(change, remains, timesNotFound + 1, link, found, others, told, memberCase);
    }

    /** The case without those of the other entries that are linked with other members. */
    public InboundCase without(Set<String> ofOthers) {
        List<HeyLoyaltyMember> left = others == null
                ? null
                : others.stream()
                        .filter(other -> !ofOthers.contains(other.id()))
                        .toList();
        return new InboundCase(change, entry, timesNotFound, link, found, left, told, memberCase);
    }

    /** Whether the list must be asked for the entry: one answer that it does not have it may be a passing fault. */
    public boolean isUnread() {
        return entry == null && timesNotFound < 2;
    }

    /** The case with the Business Central members who have the entry's contact. */
    public InboundCase matched(List<String> memberIds) {
        return new InboundCase(change, entry, timesNotFound, link, Set.copyOf(memberIds), others, told, memberCase);
    }

    /** The case with the list's entries that have the same contact. */
    public InboundCase besides(List<HeyLoyaltyMember> entries) {
        return new InboundCase(change, entry, timesNotFound, link, found, List.copyOf(entries), told, memberCase);
    }

    /** The case with the Business Central member. */
    public InboundCase member(MemberCase known) {
        return new InboundCase(change, entry, timesNotFound, link, found, others, told, known);
    }

    /** Whether there is anything to carry to Business Central: an entry that waits for its confirmation says nothing yet. */
    private boolean isTelling() {
        return entry != null && entry.status() != Status.OTHER;
    }

    /** Whether the person must be looked for by contact, because no link tells who it is. */
    public boolean isUnlinked() {
        return isTelling() && link == null;
    }

    /** Whether the person's other entries on the list matter: they may be older than an unsubscription, or newer. */
    public boolean asksForOthers() {
        return isUnlinked()
                || entry != null
                        && entry.status() == Status.UNSUBSCRIBED
                        && (link.status() == MemberLink.Status.ACTIVE
                                || change.source().equals(Change.FROM_OUTBOUND));
    }

    /**
     * Whether it is known who it is in Business Central.
     *
     * @throws AmbiguousMatchException when several may be meant
     */
    public boolean isKnown() {
        if (link != null) {
            return isTelling();
        }
        if (found == null || found.isEmpty()) {
            return false;
        }
        if (found.size() > 1) {
            throw AmbiguousMatchException.severalMembers(found);
        }
        return true;
    }

    /** The turn of the Business Central member, as the reading of it needs it; only when {@link #isKnown}. */
    public Change subject() {
        String memberId = link == null ? found.iterator().next() : link.memberId();
        String number = link == null ? "" : link.memberNumber();
        return new Change(Direction.INBOUND, memberId, number, change.source(), change.revision(), "", 0);
    }

    /** The entry's id alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "case of HeyLoyalty member " + change.memberId();
    }
}
