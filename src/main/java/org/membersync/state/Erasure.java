package org.membersync.state;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.membersync.decision.MemberCase;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes an erased person out of every table (quality P5): what is kept under Business Central's id and what is kept under
 * the ids of the person's entries on the HeyLoyalty list. Nothing stays but keyed hashes; the ledger's rows stay under one.
 */
public class Erasure {

    private final JdbcClient jdbc;
    private final Suppressions suppressions;
    private final WebhookInbox webhookInbox;
    private final ListSeen listSeen;
    private final Ledger ledger;
    private final Links links;
    private final EarlierEntries earlier;
    private final Agreements agreements;
    private final Failures failures;
    private final AudienceErasure audiences;
    private final BookingErasure bookings;

    Erasure(
            JdbcClient jdbc,
            Suppressions suppressions,
            WebhookInbox webhookInbox,
            ListSeen listSeen,
            Ledger ledger,
            Links links,
            EarlierEntries earlier,
            Agreements agreements,
            Failures failures,
            AudienceErasure audiences,
            BookingErasure bookings) {
        this.jdbc = jdbc;
        this.suppressions = suppressions;
        this.webhookInbox = webhookInbox;
        this.listSeen = listSeen;
        this.ledger = ledger;
        this.links = links;
        this.earlier = earlier;
        this.agreements = agreements;
        this.failures = failures;
        this.audiences = audiences;
        this.bookings = bookings;
    }

    /** Forgets the member; must run in a transaction. */
    void forget(String memberId) {
        suppressions.add(memberId);
        String hash = suppressions.hash(memberId);
        // First: link and ledger say which entries of the list were this person's, and by what number they were known.
        List<String> entries = earlier.withLinked(memberId);
        bookings.forget(memberId, entries);
        namesOf(memberId, entries).forEach(this::blot);
        forgetAudiences(memberId);
        entries.forEach(entry -> forgetEntry(entry, hash));
        links.delete(memberId);
        ledger.pseudonymise(memberId, hash);
        agreements.delete(memberId);
        failures.deleteOf(memberId);
        delete("DELETE FROM turn_counterpart WHERE member_id = :id OR counterpart_id = :id", memberId);
        delete("DELETE FROM bc_role WHERE member_id = :id", memberId);
        delete("DELETE FROM bc_member WHERE member_id = :id", memberId);
        // The row itself is the turn's that erases.
        delete("UPDATE member_change SET late_fields = NULL WHERE member_id = :id", memberId);
        delete("DELETE FROM run_difference WHERE member_id = :id", memberId);
        deleteRead("population_member", "member_id", memberId);
    }

    /** Forgets what a CDP told of the member; before the base is deleted, in a transaction. */
    void forgetAudiences(String memberId) {
        audiences.forgetMember(memberId);
    }

    /**
     * The entries that the person had on the list before the linked one, as far as links and decisions tell, however old; none that
     * may be somebody else's, because nothing brings an erased entry back.
     */
    public List<String> earlierEntries(MemberCase memberCase) {
        String linked = memberCase.link() == null ? "" : memberCase.link().heyLoyaltyId();
        return earlier.surelyTheirs(memberCase.change().memberId()).stream()
                .filter(entry -> !entry.equals(linked))
                .toList();
    }

    /** Forgets what came in of an erased person's entry while it was erased, or later; must run in a transaction. */
    void forgetLate(String heyLoyaltyId) {
        if (suppressions.isEntrySuppressed(heyLoyaltyId)) {
            forgetEntry(heyLoyaltyId, suppressions.entryHash(heyLoyaltyId));
        }
    }

    /** Forgets a buyer whose entry HeyLoyalty anonymised; must run in a transaction. */
    void forgetBuyer(String heyLoyaltyId) {
        if (bookings.knows(heyLoyaltyId)) {
            forgetEntry(heyLoyaltyId, suppressions.entryHash(heyLoyaltyId));
        }
    }

    private Set<String> namesOf(String memberId, List<String> entries) {
        Set<String> names = new TreeSet<>(entries);
        names.add(memberId);
        for (String table : List.of("bc_member", "member_link", "consent_decision", "failure")) {
            names.addAll(jdbc.sql("SELECT DISTINCT member_number FROM " + table + " WHERE member_id = :id")
                    .param("id", memberId)
                    .query(String.class)
                    .list());
        }
        names.remove("");
        return names;
    }

    /** Other people's failures may name the person too, as one of those whom a contact leads to. */
    private void blot(String name) {
        blot("failure", "message", "1 = 1", name);
        blot("consent_decision", "reasons", "outcome = 'PARKED'", name);
    }

    private record Text(long id, String text) {}

    private void blot(String table, String column, String which, String name) {
        Pattern whole = Pattern.compile("(?<![\\p{Alnum}])" + Pattern.quote(name) + "(?![\\p{Alnum}])");
        List<Text> texts = jdbc.sql("SELECT id, " + column + " AS said FROM " + table + " WHERE " + which
                        + " AND POSITION(CAST(:name AS VARCHAR(100)) IN " + column + ") > 0")
                .param("name", name)
                .query((row, number) -> new Text(row.getLong("id"), row.getString("said")))
                .list();
        for (Text text : texts) {
            jdbc.sql("UPDATE " + table + " SET " + column + " = :text WHERE id = :id")
                    .param("text", whole.matcher(text.text()).replaceAll("(erased)"))
                    .param("id", text.id())
                    .update();
        }
    }

    private void forgetEntry(String heyLoyaltyId, String hash) {
        suppressions.addEntry(heyLoyaltyId);
        audiences.forgetEntry(heyLoyaltyId);
        bookings.forgetEntry(heyLoyaltyId);
        webhookInbox.forget(heyLoyaltyId);
        listSeen.forget(heyLoyaltyId);
        ledger.pseudonymise(heyLoyaltyId, hash);
        failures.deleteOf(heyLoyaltyId);
        delete("DELETE FROM turn_counterpart WHERE member_id = :id OR counterpart_id = :id", heyLoyaltyId);
        delete("DELETE FROM new_member WHERE heyloyalty_id = :id", heyLoyaltyId);
        delete("DELETE FROM run_difference WHERE heyloyalty_id = :id", heyLoyaltyId);
        deleteRead("population_entry", "heyloyalty_id", heyLoyaltyId);
        delete("DELETE FROM member_change WHERE direction = 'INBOUND' AND member_id = :id", heyLoyaltyId);
    }

    private void deleteRead(String table, String key, String id) {
        jdbc.sql("DELETE FROM " + table + " WHERE part = :part AND " + key + " = :id")
                .param("part", Populations.part(id))
                .param("id", id)
                .update();
    }

    private void delete(String sql, String id) {
        jdbc.sql(sql).param("id", id).update();
    }
}
