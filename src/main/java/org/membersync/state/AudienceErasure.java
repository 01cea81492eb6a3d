package org.membersync.state;

import java.util.List;
import java.util.Locale;
import org.membersync.member.FieldValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes an erased person out of what a CDP told; a late event of them is not kept (quality P5). */
class AudienceErasure {

    private final JdbcClient jdbc;
    private final Suppressions suppressions;
    private final AudienceInbox inbox;
    private final Ledger ledger;
    private final Failures failures;
    private final BaseStore bases;

    AudienceErasure(
            JdbcClient jdbc,
            Suppressions suppressions,
            AudienceInbox inbox,
            Ledger ledger,
            Failures failures,
            BaseStore bases) {
        this.jdbc = jdbc;
        this.suppressions = suppressions;
        this.inbox = inbox;
        this.ledger = ledger;
        this.failures = failures;
        this.bases = bases;
    }

    /** By every address that both sides agreed on; before the base is deleted, in a transaction. */
    void forgetMember(String memberId) {
        bases.find(memberId).stream()
                .flatMap(base -> base.values().stream())
                .map(FieldValue::text)
                .filter(text -> text.contains("@"))
                .map(email -> suppressions.audienceHash(email.strip().toLowerCase(Locale.ROOT)))
                .forEach(this::forget);
    }

    /** By an entry of the list; in a transaction. */
    void forgetEntry(String heyLoyaltyId) {
        // Also whoever had the entry once: the person's row names none any more when it ended.
        jdbc.sql("SELECT person_hash FROM audience_person WHERE heyloyalty_id = :entry UNION SELECT p.person_hash"
                        + " FROM consent_decision c JOIN audience_person p ON p.person_id = c.member_id"
                        + " WHERE c.heyloyalty_id = :entry AND c.direction = 'AUDIENCE' AND p.list_name = ''")
                .param("entry", heyLoyaltyId)
                .query(String.class)
                .list()
                .forEach(this::forget);
    }

    private void forget(String hash) {
        List<String> persons = jdbc.sql("SELECT person_id FROM audience_person WHERE person_hash = :hash")
                .param("hash", hash)
                .query(String.class)
                .list();
        for (String person : persons) {
            failures.deleteOf(person);
            ledger.pseudonymise(person, hash);
            delete("DELETE FROM turn_counterpart WHERE direction = 'AUDIENCE' AND member_id = :id", person);
            delete("DELETE FROM audience_value WHERE person_id = :id", person);
            delete("DELETE FROM member_change WHERE direction = 'AUDIENCE' AND member_id = :id", person);
            delete("DELETE FROM audience_person WHERE person_id = :id", person);
        }
        inbox.forget(hash);
        suppressions.addHash(hash);
    }

    private void delete(String sql, String id) {
        jdbc.sql(sql).param("id", id).update();
    }
}
