package org.membersync.decision;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.BookingMapping.NotificationList;
import org.membersync.mapping.ListDefinition;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.member.HeyLoyaltyMember.Status;

/**
 * Decides what a buyer of tickets means for the list; pure (behaviour B, quality P1). A purchase is no new yes: whoever said
 * no, in whatever way, is left alone, and so is whoever Business Central knows.
 */
public final class BuyerDecider {

    /** HeyLoyalty's clock and ours may be this far apart. */
    private static final Duration SKEW = Duration.ofMinutes(15);

    /** The decision for a case of which all that it asks for was read. */
    public Decision decide(BuyerCase buyerCase, BookingMapping mapping, ListDefinition list) {
        if (buyerCase.isWithdrawn()) {
            return withdrawn(buyerCase);
        }
        if (buyerCase.buyer() == null || buyerCase.buyer().contact() == null) {
            return nothing(Outcome.NOT_SENT, null, Rule.BUYER, "nothing is kept of this buyer any more");
        }
        if (buyerCase.buyer().erased()) {
            return nothing(
                    Outcome.WITHHELD,
                    null,
                    Rule.ERASED_BEFORE,
                    "the person was erased before and is never brought back");
        }
        if (!mapping.hasBuyers()) {
            return nothing(Outcome.NOT_SENT, null, Rule.BUYER, "the booking mapping puts no buyers on the list");
        }
        return buyerCase.found().isEmpty() ? absent(buyerCase, mapping, list) : onTheList(buyerCase, mapping, list);
    }

    /** HeyLoyalty re-activates whom it updates: what crossed an update of ours is put right (behaviour O5). */
    private static Decision withdrawn(BuyerCase buyerCase) {
        String entry = buyerCase.buyer().heyLoyaltyId();
        boolean active = buyerCase.found().stream().anyMatch(HeyLoyaltyMember::isActive);
        return new Decision(
                active ? Outcome.UNSUBSCRIBE : Outcome.WITHHELD,
                entry,
                Map.of(),
                List.of(Reason.of(Rule.NEVER_REACTIVATE, "unsubscribed while the notification option was on its way")),
                null);
    }

    private static Decision absent(BuyerCase buyerCase, BookingMapping mapping, ListDefinition list) {
        if (buyerCase.hasSaidNo()) {
            return nothing(
                    Outcome.WITHHELD,
                    null,
                    Rule.NEVER_REACTIVATE,
                    "the person unsubscribed, or the entry that they had is gone");
        }
        if (!buyerCase.members().isEmpty()) {
            return nothing(
                    Outcome.NOT_SENT,
                    null,
                    Rule.BUYER,
                    "Business Central has a member with this contact info, whose own turn decides about the list");
        }
        return new Decision(
                Outcome.CREATE,
                null,
                mapping.entry(buyerCase.buyer().contact(), list),
                List.of(Reason.of(Rule.BUYER, "bought a ticket, and neither system has this contact info")),
                null);
    }

    private static Decision onTheList(BuyerCase buyerCase, BookingMapping mapping, ListDefinition list) {
        List<HeyLoyaltyMember> active =
                buyerCase.found().stream().filter(HeyLoyaltyMember::isActive).toList();
        HeyLoyaltyMember entry = active.isEmpty() ? buyerCase.found().get(0) : active.get(0);
        if (active.isEmpty() || isWithdrawn(entry, buyerCase.found())) {
            return nothing(
                    Outcome.WITHHELD,
                    entry.id(),
                    Rule.NEVER_REACTIVATE,
                    "HeyLoyalty has the person as unsubscribed, or not confirmed yet, and a purchase is no new yes");
        }
        if (active.size() > 1) {
            return nothing(
                    Outcome.IN_STEP, entry.id(), Rule.BUYER, "several entries of the list have this contact info");
        }
        return mapping.notificationList()
                .map(chosen -> withOption(entry, chosen, list))
                .orElseGet(() -> nothing(Outcome.IN_STEP, entry.id(), Rule.BUYER, "is on the list already"));
    }

    /** Whether another entry of the person, or a complaint, says no and is not known to be older than the active one. */
    private static boolean isWithdrawn(HeyLoyaltyMember entry, List<HeyLoyaltyMember> found) {
        return entry.emailStatus() == EmailStatus.COMPLAINT
                || found.stream()
                        .filter(other -> other.status() == Status.UNSUBSCRIBED)
                        .anyMatch(other -> other.unsubscribedAt() == null
                                || entry.createdAt() == null
                                || !other.unsubscribedAt().isBefore(entry.createdAt()));
    }

    /** Of a field that takes one option only, the one that somebody chose stays. */
    private static Decision withOption(HeyLoyaltyMember entry, NotificationList chosen, ListDefinition list) {
        FieldValue now = entry.field(chosen.heyloyalty());
        if (now.values().contains(chosen.option())) {
            return nothing(Outcome.IN_STEP, entry.id(), Rule.BUYER, "is on the list and has the notification option");
        }
        boolean multi = list.field(chosen.heyloyalty())
                .map(field -> field.format().equals("multi"))
                .orElse(false);
        if (!multi && !now.isEmpty()) {
            return nothing(
                    Outcome.IN_STEP,
                    entry.id(),
                    Rule.BUYER,
                    "is on the list and has another option in " + chosen.heyloyalty());
        }
        TreeSet<String> options = new TreeSet<>(now.values());
        options.add(chosen.option());
        return new Decision(
                Outcome.UPDATE,
                entry.id(),
                Map.of(chosen.heyloyalty(), FieldValue.of(List.copyOf(options))),
                List.of(Reason.of(Rule.BUYER, "is on the list and gets the notification option")),
                null);
    }

    /** Whether the active entry was made by an earlier try of ours of which no end is known. */
    public boolean isMadeByUs(BuyerCase buyerCase, BookingMapping mapping, ListDefinition list) {
        Buyer buyer = buyerCase.buyer();
        if (buyer == null || buyer.announcedAt() == null || buyer.contact() == null || buyerCase.found() == null) {
            return false;
        }
        List<HeyLoyaltyMember> active =
                buyerCase.found().stream().filter(HeyLoyaltyMember::isActive).toList();
        return active.size() == 1
                && active.get(0).createdAt() != null
                && !active.get(0).createdAt().isBefore(buyer.announcedAt().minus(SKEW))
                && mapping.entry(buyer.contact(), list).entrySet().stream()
                        .allMatch(sent -> active.get(0).field(sent.getKey()).equals(sent.getValue()));
    }

    private static Decision nothing(Outcome outcome, String heyLoyaltyId, Rule rule, String why) {
        return new Decision(outcome, heyLoyaltyId, Map.of(), List.of(Reason.of(rule, why)), null);
    }
}
