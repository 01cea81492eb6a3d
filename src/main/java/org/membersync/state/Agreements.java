package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.membersync.decision.Agreement;
import org.membersync.decision.Agreement.Choice;
import org.membersync.decision.Agreement.Side;
import org.membersync.member.FieldValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What both sides agreed on of a person, and what operators chose where they did not (behaviour I7). */
public class Agreements {

    private final JdbcClient jdbc;
    private final BaseStore bases;

    Agreements(JdbcClient jdbc, BaseStore bases) {
        this.jdbc = jdbc;
        this.bases = bases;
    }

    /**
     * What is known of the member's fields.
     *
     * @param changedInBusinessCentral when Business Central's member was last changed, null when unknown
     */
    public Agreement of(String memberId, Instant changedInBusinessCentral) {
        Map<String, FieldValue> base = new HashMap<>(bases.find(memberId).orElse(Map.of()));
        base.putAll(LateWrites.of(jdbc, memberId));
        return new Agreement(base, choices(memberId), changedInBusinessCentral);
    }

    private Map<String, Choice> choices(String memberId) {
        Map<String, Choice> choices = new HashMap<>();
        jdbc.sql("SELECT field, side, bc_value, heyloyalty_value FROM field_choice WHERE member_id = :id")
                .param("id", memberId)
                .query((row, number) -> choices.put(row.getString("field"), choice(row)))
                .list();
        return choices;
    }

    private static Choice choice(ResultSet row) throws SQLException {
        return new Choice(
                Side.valueOf(row.getString("side")),
                FieldJson.readValue(row.getString("bc_value")),
                FieldJson.readValue(row.getString("heyloyalty_value")));
    }

    void choose(String memberId, String field, Choice choice) {
        jdbc.sql("DELETE FROM field_choice WHERE member_id = :id AND field = :field")
                .param("id", memberId)
                .param("field", field)
                .update();
        jdbc.sql("INSERT INTO field_choice (member_id, field, side, bc_value, heyloyalty_value)"
                        + " VALUES (:id, :field, :side, :bc, :hl)")
                .param("id", memberId)
                .param("field", field)
                .param("side", choice.side().name())
                .param("bc", FieldJson.write(choice.businessCentral()))
                .param("hl", FieldJson.write(choice.heyLoyalty()))
                .update();
    }

    /** Keeps what both sides agree on now. */
    void save(String memberId, Map<String, FieldValue> base) {
        bases.save(memberId, base);
    }

    /** Right before the member is linked with that entry: what was agreed on of another entry says nothing of it. */
    void entryBecomes(String memberId, String heyLoyaltyId) {
        boolean same = jdbc.sql("SELECT COUNT(*) FROM member_link WHERE member_id = :id AND heyloyalty_id = :entry")
                        .param("id", memberId)
                        .param("entry", heyLoyaltyId)
                        .query(Integer.class)
                        .single()
                > 0;
        if (!same) {
            delete(memberId);
        }
    }

    /** Choices that were carried out; one that waits for the other direction stays. */
    void settled(String memberId) {
        jdbc.sql("DELETE FROM field_choice WHERE member_id = :id")
                .param("id", memberId)
                .update();
    }

    /** Nothing of the person stays. */
    void delete(String memberId) {
        bases.delete(memberId);
        settled(memberId);
    }
}
