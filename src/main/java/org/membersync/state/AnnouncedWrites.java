package org.membersync.state;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.membersync.decision.AnnouncedWrite;
import org.membersync.decision.AnnouncedWrite.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The writes to HeyLoyalty that were noted before they were made, until their end is recorded. */
public class AnnouncedWrites {

    private final JdbcClient jdbc;
    private final Clock clock;

    AnnouncedWrites(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The member's write of which no end is known. */
    public Optional<AnnouncedWrite> find(String memberId) {
        return jdbc.sql("SELECT kind, announced_at, contact_field, contact_value FROM announced_write"
                        + " WHERE member_id = :id")
                .param("id", memberId)
                .query((row, number) -> new AnnouncedWrite(
                        Kind.valueOf(row.getString("kind")),
                        Columns.instant(row, "announced_at"),
                        row.getString("contact_field"),
                        row.getString("contact_value"),
                        false))
                .optional();
    }

    /** Notes a write, right before it is made. */
    public void announce(String memberId, AnnouncedWrite write) {
        jdbc.sql("""
                        MERGE INTO announced_write AS t
                        USING (VALUES (CAST(:id AS VARCHAR(60)), CAST(:kind AS VARCHAR(30)),
                          CAST(:at AS TIMESTAMP WITH TIME ZONE), CAST(:field AS VARCHAR(200)),
                          CAST(:value AS VARCHAR(1000)))) AS v(member_id, kind, announced_at, contact_field, contact_value)
                        ON t.member_id = v.member_id
                        WHEN MATCHED THEN UPDATE SET kind = v.kind, announced_at = v.announced_at,
                          contact_field = v.contact_field, contact_value = v.contact_value
                        WHEN NOT MATCHED THEN INSERT (member_id, kind, announced_at, contact_field, contact_value)
                          VALUES (v.member_id, v.kind, v.announced_at, v.contact_field, v.contact_value)
                        """)
                .param("id", memberId)
                .param("kind", write.kind().name())
                .param("at", Columns.at(write.at()))
                .param("field", write.field())
                .param("value", write.value())
                .update();
    }

    /**
     * Ends the note, unless the write may still arrive: then the sweep has it looked for once more.
     *
     * @param found what was known of it in this turn, null for nothing
     */
    void settle(String memberId, AnnouncedWrite found) {
        if (found == null || !found.mayStillArrive(clock.instant())) {
            jdbc.sql("DELETE FROM announced_write WHERE member_id = :id")
                    .param("id", memberId)
                    .update();
        }
    }

    /** The members whose write can no longer be under way, and of whom neither a change nor a failure is open. */
    List<String> overdue(int limit) {
        return jdbc.sql("""
                        SELECT w.member_id FROM announced_write w WHERE w.announced_at < :before
                          AND NOT EXISTS (SELECT 1 FROM member_change c WHERE c.member_id = w.member_id)
                          AND NOT EXISTS (SELECT 1 FROM failure f WHERE f.member_id = w.member_id AND f.status = 'open')
                        ORDER BY w.announced_at FETCH FIRST\s""" + limit + " ROWS ONLY")
                .param("before", Columns.at(clock.instant().minus(AnnouncedWrite.TRAVEL_TIME)))
                .query(String.class)
                .list();
    }
}
