package org.membersync.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.membersync.decision.Buyer;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.http.Json;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.member.BuyerContact;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who bought tickets. The contact data is kept until the buyer's turn has ended; after it a keyed hash of the e-mail address,
 * and which entry of the list was made for whom.
 */
public class Buyers {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ChangeQueue queue;
    private final Suppressions suppressions;
    private final ContactNoes contactNoes;
    private final BookingMappingStore mapping;

    Buyers(
            JdbcClient jdbc,
            Clock clock,
            ChangeQueue queue,
            Suppressions suppressions,
            ContactNoes contactNoes,
            BookingMappingStore mapping) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.queue = queue;
        this.suppressions = suppressions;
        this.contactNoes = contactNoes;
        this.mapping = mapping;
    }

    /** Notes that somebody bought a ticket and queues their turn; must run in a transaction. */
    void note(BuyerContact contact, String contactHash) {
        if (!mapping.find().map(BookingMapping::hasBuyers).orElse(false)) {
            return;
        }
        String id = idOf(contactHash).orElseGet(() -> insert(contactHash));
        jdbc.sql("UPDATE buyer SET contact = :contact, noted_at = :now WHERE buyer_id = :id")
                .param("contact", json(contact))
                .param("now", Columns.at(clock.instant()))
                .param("id", id)
                .update();
        queue.changed(Direction.BUYER, id, "booking");
    }

    private Optional<String> idOf(String contactHash) {
        return jdbc.sql("SELECT buyer_id FROM buyer WHERE contact_hash = :contact")
                .param("contact", contactHash)
                .query(String.class)
                .optional();
    }

    private String insert(String contactHash) {
        String id = "buyer-" + UUID.randomUUID();
        jdbc.sql("INSERT INTO buyer (buyer_id, contact_hash, noted_at, made_here, said_no)"
                        + " VALUES (:id, :contact, :now, FALSE, FALSE)")
                .param("id", id)
                .param("contact", contactHash)
                .param("now", Columns.at(clock.instant()))
                .update();
        return id;
    }

    private record Row(Buyer buyer, String contactHash) {}

    /** What is known of the buyer; empty when nothing is any more. */
    public Optional<Buyer> find(String buyerId) {
        return jdbc.sql(
                        "SELECT contact_hash, contact, noted_at, announced_at, said_no, heyloyalty_id FROM buyer WHERE buyer_id = :id")
                .param("id", buyerId)
                .query((row, number) -> new Row(
                        new Buyer(
                                buyerId,
                                contact(row.getString("contact")),
                                Columns.instant(row, "noted_at"),
                                Columns.instant(row, "announced_at"),
                                row.getBoolean("said_no"),
                                row.getString("heyloyalty_id"),
                                false,
                                null),
                        row.getString("contact_hash")))
                .optional()
                .map(this::withNoes);
    }

    private Buyer withNoes(Row row) {
        Buyer buyer = row.buyer();
        Instant lastNo = buyer.contact() == null
                ? null
                : contactNoes
                        .lastNo(buyer.contact().email(), buyer.contact().phone())
                        .orElse(null);
        return new Buyer(
                buyer.buyerId(),
                buyer.contact(),
                buyer.notedAt(),
                buyer.announcedAt(),
                buyer.saidNo(),
                buyer.heyLoyaltyId(),
                suppressions.contactSuppressedAt(row.contactHash()).isPresent(),
                lastNo);
    }

    /** Notes that an entry is about to be made, within the transaction that proves the turn. */
    public void announce(String buyerId) {
        jdbc.sql("UPDATE buyer SET announced_at = :now WHERE buyer_id = :id")
                .param("now", Columns.at(clock.instant()))
                .param("id", buyerId)
                .update();
    }

    /**
     * Whether the entry was made for a buyer, or is just about to be: HeyLoyalty may tell of it before we know its id. A second
     * entry of the same address may be one of ours that arrived late.
     *
     * @param email the entry's, empty when it has none
     */
    public boolean isEntryOfBuyer(String heyLoyaltyId, String email) {
        String contact = suppressions.contactHash(email);
        return jdbc.sql("SELECT COUNT(*) FROM buyer WHERE made_here AND heyloyalty_id = :entry"
                                + " OR (made_here OR announced_at IS NOT NULL) AND contact_hash = :contact")
                        .param("entry", heyLoyaltyId)
                        .param("contact", contact == null ? "" : contact)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Remembers that the entry's person said no, for when HeyLoyalty no longer has the entry. */
    void saidNo(String heyLoyaltyId) {
        jdbc.sql("UPDATE buyer SET said_no = TRUE WHERE heyloyalty_id = :entry")
                .param("entry", heyLoyaltyId)
                .update();
    }

    /** Queues that the entry of somebody who said no while it got an option from us is unsubscribed again. */
    void crossed(String heyLoyaltyId) {
        jdbc.sql("SELECT buyer_id FROM buyer WHERE heyloyalty_id = :entry")
                .param("entry", heyLoyaltyId)
                .query(String.class)
                .list()
                .forEach(buyer -> queue.dueNow(Direction.BUYER, buyer, Change.WITHDRAWAL));
    }

    /**
     * The contacts, as keyed hashes, of whoever is meant.
     *
     * @param names e-mail addresses, ids of members, entries or buyers
     */
    public Set<String> contacts(Collection<String> names) {
        Set<String> contacts = new LinkedHashSet<>();
        for (String name : names) {
            if (name.contains("@")) {
                contacts.add(suppressions.contactHash(name));
            } else {
                contacts.addAll(jdbc.sql(
                                "SELECT contact_hash FROM buyer WHERE member_id = :id OR heyloyalty_id = :id OR buyer_id = :id")
                        .param("id", name.strip())
                        .query(String.class)
                        .list());
            }
        }
        return contacts;
    }

    /** What is kept of whoever has one of these contacts, for people who ask. */
    public List<Shown> ofContacts(Collection<String> contacts) {
        if (contacts.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("SELECT buyer_id, noted_at, outcome, decided_at, heyloyalty_id, made_here, said_no FROM buyer"
                        + " WHERE contact_hash IN (:contacts) ORDER BY noted_at DESC")
                .param("contacts", contacts)
                .query((row, number) -> new Shown(
                        row.getString("buyer_id"),
                        Columns.instant(row, "noted_at"),
                        row.getString("outcome"),
                        Columns.instant(row, "decided_at"),
                        row.getString("heyloyalty_id"),
                        row.getBoolean("made_here"),
                        row.getBoolean("said_no")))
                .list();
    }

    /**
     * A buyer without contact data.
     *
     * @param outcome of the last turn, null when there was none
     * @param madeHere whether we made the entry
     */
    public record Shown(
            String buyerId,
            Instant notedAt,
            String outcome,
            Instant decidedAt,
            String heyLoyaltyId,
            boolean madeHere,
            boolean saidNo) {}

    /** The keyed hashes of the e-mail addresses of buyers who are that member, or have that entry. */
    List<String> contactsOf(String memberOrEntry) {
        return jdbc.sql("SELECT contact_hash FROM buyer WHERE member_id = :id OR heyloyalty_id = :id")
                .param("id", memberOrEntry)
                .query(String.class)
                .list();
    }

    /** The buyer with that keyed hash of an e-mail address. */
    Optional<String> withContact(String contactHash) {
        return idOf(contactHash);
    }

    void delete(String buyerId) {
        jdbc.sql("DELETE FROM buyer WHERE buyer_id = :id").param("id", buyerId).update();
        queue.forget(Direction.BUYER, buyerId);
    }

    private static String json(BuyerContact contact) {
        ObjectNode json = Json.object();
        return Json.write(
                json.put("email", contact.email()).put("name", contact.name()).put("phone", contact.phone()));
    }

    private static BuyerContact contact(String kept) {
        JsonNode json = Json.read(kept).orElse(null);
        return json == null
                ? null
                : new BuyerContact(Json.text(json, "email"), Json.text(json, "name"), Json.text(json, "phone"));
    }
}
