package org.membersync.decision;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.membersync.member.HeyLoyaltyMember;

/**
 * All that is known in one buyer's turn. Each step answers a new case with more in it.
 *
 * @param buyer null when the buyer is not known any more
 * @param found the list's entries with the buyer's e-mail address; null when not looked up
 * @param members ids of the Business Central members with the buyer's contact; null when not looked up
 */
public record BuyerCase(Change change, Buyer buyer, List<HeyLoyaltyMember> found, Set<String> members) {

    /** A turn of which nothing was read yet. */
    public static BuyerCase of(Change change, Buyer buyer) {
        return new BuyerCase(change, buyer, null, null);
    }

    /** The case with the list's entries. */
    public BuyerCase onTheList(List<HeyLoyaltyMember> entries) {
        return new BuyerCase(change, buyer, List.copyOf(entries), members);
    }

    /** The case with one of the entries as it is now; null when it is gone. */
    public BuyerCase readAgain(String heyLoyaltyId, HeyLoyaltyMember now) {
        return onTheList(found.stream()
                .map(entry -> entry.id().equals(heyLoyaltyId) ? now : entry)
                .filter(entry -> entry != null)
                .toList());
    }

    /** The case with further members of Business Central. */
    public BuyerCase inBusinessCentral(List<String> memberIds) {
        Set<String> all = new TreeSet<>(memberIds);
        all.addAll(members == null ? Set.of() : members);
        return new BuyerCase(change, buyer, found, all);
    }

    /** Whether the person said no while their entry got an option from us, which subscribed them again. */
    public boolean isWithdrawn() {
        return change.source().equals(Change.WITHDRAWAL) && buyer != null && buyer.heyLoyaltyId() != null;
    }

    /** Whether anything must be looked up at all. */
    public boolean asksList() {
        return !isWithdrawn() && buyer != null && buyer.contact() != null && !buyer.erased();
    }

    /** Whether Business Central must say that it does not know the person, before they are made an entry. */
    public boolean asksMembers() {
        return asksList() && found != null && found.isEmpty() && !hasSaidNo();
    }

    /** Whether the person said no, or may have: an entry that is gone may have been unsubscribed before. */
    boolean hasSaidNo() {
        return buyer.saidNo() || buyer.lastNo() != null || buyer.heyLoyaltyId() != null;
    }

    /** Whether nothing may be written, because this is a plan. */
    public boolean isPlan() {
        return change.claimToken().isEmpty();
    }

    /** The buyer's number alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "case of " + change.memberId();
    }
}
