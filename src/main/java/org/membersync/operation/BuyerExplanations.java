package org.membersync.operation;

import java.util.Collection;
import java.util.Set;
import org.membersync.operation.BuyerExplanation.Known;
import org.membersync.state.Bookings;
import org.membersync.state.Buyers;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Ledger;

/** Answers: what became of this person's tickets, and of them as a buyer (behaviour B)? */
public class BuyerExplanations {

    private static final int BOOKINGS = 10;

    private final Buyers buyers;
    private final Bookings bookings;
    private final Ledger ledger;
    private final ChangeQueue queue;
    private final Failures failures;

    BuyerExplanations(Buyers buyers, Bookings bookings, Ledger ledger, ChangeQueue queue, Failures failures) {
        this.buyers = buyers;
        this.bookings = bookings;
        this.ledger = ledger;
        this.queue = queue;
        this.failures = failures;
    }

    /** What is known of whoever is meant. @param names e-mail addresses, ids of members, entries or buyers */
    public BuyerExplanation of(Collection<String> names) {
        Set<String> contacts = buyers.contacts(names);
        return new BuyerExplanation(
                buyers.ofContacts(contacts).stream().map(this::known).toList(),
                bookings.ofContacts(contacts, BOOKINGS));
    }

    private Known known(Buyers.Shown buyer) {
        return new Known(
                buyer,
                ledger.latest(buyer.buyerId(), BOOKINGS).stream()
                        .filter(entry -> !entry.outcome().equals("PARKED"))
                        .findFirst()
                        .map(Ledger.Entry::reasons)
                        .orElse(""),
                queue.find(buyer.buyerId()).stream().findFirst(),
                failures.ofMember(buyer.buyerId()).stream()
                        .filter(failure -> failure.status().equals("open"))
                        .findFirst());
    }
}
