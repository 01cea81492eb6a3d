package org.membersync.state;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes an erased person out of every table (quality P5): what is kept under Business Central's id and what is kept under
 * the ids of the person's entries on the HeyLoyalty list. Nothing stays but keyed hashes; the ledger's rows stay under one.
 */
class Erasure {

    private final JdbcClient jdbc;
    private final Suppressions suppressions;
    private final WebhookInbox webhookInbox;
    private final ListSeen listSeen;
    private final Ledger ledger;
    private final Links links;
    private final Agreements agreements;
    private final Failures failures;

    Erasure(
            JdbcClient jdbc,
            Suppressions suppressions,
            WebhookInbox webhookInbox,
            ListSeen listSeen,
            Ledger ledger,
            Links links,
            Agreements agreements,
            Failures failures) {
        this.jdbc = jdbc;
        this.suppressions = suppressions;
        this.webhookInbox = webhookInbox;
        this.listSeen = listSeen;
        this.ledger = ledger;
        this.links = links;
        this.agreements = agreements;
        this.failures = failures;
    }

    /** Forgets the member; must run in a transaction. */
    void forget(String memberId) {
        suppressions.add(memberId);
        String hash = suppressions.hash(memberId);
        // First: link and ledger say which entries of the list were this person's.
        entriesOf(memberId).forEach(entry -> forgetEntry(entry, hash));
        ledger.pseudonymise(memberId, hash);
        links.delete(memberId);
        agreements.delete(memberId);
        failures.deleteOf(memberId);
        delete("DELETE FROM bc_role WHERE member_id = :id", memberId);
        delete("DELETE FROM bc_member WHERE member_id = :id", memberId);
        delete("DELETE FROM run_difference WHERE member_id = :id", memberId);
        delete("DELETE FROM population_member WHERE member_id = :id", memberId);
    }

    /** The linked entry and those before it; an entry that is another member's by now is not this person's any more. */
    private List<String> entriesOf(String memberId) {
        return jdbc.sql("""
                        SELECT heyloyalty_id FROM member_link WHERE member_id = :id
                        UNION
                        SELECT heyloyalty_id FROM consent_decision c
                          WHERE member_id = :id AND heyloyalty_id IS NOT NULL AND NOT EXISTS (
                            SELECT 1 FROM member_link l
                            WHERE l.heyloyalty_id = c.heyloyalty_id AND l.member_id <> :id)
                        """).param("id", memberId).query(String.class).list();
    }

    private void forgetEntry(String heyLoyaltyId, String hash) {
        suppressions.addEntry(heyLoyaltyId);
        webhookInbox.forget(heyLoyaltyId);
        listSeen.forget(heyLoyaltyId);
        ledger.pseudonymise(heyLoyaltyId, hash);
        failures.deleteOf(heyLoyaltyId);
        delete("DELETE FROM new_member WHERE heyloyalty_id = :id", heyLoyaltyId);
        delete("DELETE FROM run_difference WHERE heyloyalty_id = :id", heyLoyaltyId);
        delete("DELETE FROM population_entry WHERE heyloyalty_id = :id", heyLoyaltyId);
        delete("DELETE FROM member_change WHERE direction = 'INBOUND' AND member_id = :id", heyLoyaltyId);
    }

    private void delete(String sql, String id) {
        jdbc.sql(sql).param("id", id).update();
    }
}
