package org.membersync.state;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.MappingStore;
import org.membersync.member.FieldValue;

/**
 * Takes an erased person's bookings out of the tables, and what is kept of them as a buyer (quality P5). A keyed hash of the
 * e-mail address stays, so that a late event of a ticket does not bring the person back.
 */
public class BookingErasure {

    private final Suppressions suppressions;
    private final BaseStore bases;
    private final MappingStore mapping;
    private final Bookings bookings;
    private final Buyers buyers;
    private final Ledger ledger;
    private final Failures failures;

    BookingErasure(
            Suppressions suppressions,
            BaseStore bases,
            MappingStore mapping,
            Bookings bookings,
            Buyers buyers,
            Ledger ledger,
            Failures failures) {
        this.suppressions = suppressions;
        this.bases = bases;
        this.mapping = mapping;
        this.bookings = bookings;
        this.buyers = buyers;
        this.ledger = ledger;
        this.failures = failures;
    }

    /** Forgets the member's bookings, before base and links are; must run in a transaction. */
    void forget(String memberId, Collection<String> entries) {
        Set<String> contacts = new HashSet<>(buyers.contactsOf(memberId));
        entries.forEach(entry -> contacts.addAll(buyers.contactsOf(entry)));
        String email = mapping.current()
                .ofBusinessCentralField("email")
                .map(FieldMapping::heyloyalty)
                .flatMap(field -> bases.find(memberId).map(base -> base.getOrDefault(field, FieldValue.empty())))
                .map(FieldValue::text)
                .orElse("");
        if (!email.isBlank()) {
            contacts.add(suppressions.contactHash(email));
        }
        contacts.forEach(this::forgetContact);
    }

    /** Whether the entry is a buyer's. */
    boolean knows(String heyLoyaltyId) {
        return !buyers.contactsOf(heyLoyaltyId).isEmpty();
    }

    /** Forgets the bookings of the person who has the entry, if it is a buyer's; must run in a transaction. */
    void forgetEntry(String heyLoyaltyId) {
        buyers.contactsOf(heyLoyaltyId).forEach(this::forgetContact);
    }

    private void forgetContact(String contactHash) {
        suppressions.addContact(contactHash);
        bookings.forget(contactHash);
        buyers.withContact(contactHash).ifPresent(buyer -> {
            ledger.pseudonymise(buyer, suppressions.hash(buyer));
            failures.deleteOf(buyer);
            buyers.delete(buyer);
        });
    }
}
