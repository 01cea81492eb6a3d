package org.membersync.state;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.membersync.member.FieldValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The field values both sides last agreed on. It holds personal data, and is one of the stores meant for it. */
public class BaseStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    BaseStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The member's base by HeyLoyalty field name, empty when there is none. */
    public Optional<Map<String, FieldValue>> find(String memberId) {
        return jdbc.sql("SELECT fields FROM base WHERE member_id = :id")
                .param("id", memberId)
                .query(String.class)
                .optional()
                .map(FieldJson::readFields);
    }

    void save(String memberId, Map<String, FieldValue> fields) {
        jdbc.sql("""
                        MERGE INTO base AS t
                        USING (VALUES (CAST(:id AS VARCHAR(60)), CAST(:fields AS VARCHAR(100000)),
                          CAST(:now AS TIMESTAMP WITH TIME ZONE))) AS v(member_id, fields, agreed_at)
                        ON t.member_id = v.member_id
                        WHEN MATCHED THEN UPDATE SET fields = v.fields, agreed_at = v.agreed_at
                        WHEN NOT MATCHED THEN INSERT (member_id, fields, agreed_at)
                          VALUES (v.member_id, v.fields, v.agreed_at)
                        """)
                .param("id", memberId)
                .param("fields", FieldJson.write(fields))
                .param("now", Columns.at(clock.instant()))
                .update();
    }

    void delete(String memberId) {
        jdbc.sql("DELETE FROM base WHERE member_id = :id").param("id", memberId).update();
    }
}
