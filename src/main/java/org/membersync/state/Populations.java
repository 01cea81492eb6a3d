package org.membersync.state;

import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes both populations into the working tables, page by page: a page and how far the reading got are saved together, so that an
 * interrupted reading goes on behind its last page. What is read twice is kept once, as it was read last.
 */
public class Populations {

    /** Small enough that no transaction of a million rows comes up. */
    private static final int DELETED_AT_ONCE = 5000;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;
    private final Runs runs;

    Populations(JdbcClient jdbc, NamedParameterJdbcOperations batches, TransactionTemplate transaction, Runs runs) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.runs = runs;
    }

    /**
     * How far a reading got with a page.
     *
     * @param rowsRead rows before the page
     * @param readTo where it stands behind the page
     */
    public record Progress(String reading, long rowsRead, long readTo) {}

    /** Takes a page of members. */
    public void takeMembers(long runId, List<PopulationMember> page, Progress progress) {
        take(runId, progress, page.size(), """
                        MERGE INTO population_member AS t
                        USING (VALUES (CAST(:run AS BIGINT), CAST(:id AS VARCHAR(60)), CAST(:row AS BIGINT),
                          CAST(:number AS VARCHAR(40)), CAST(:entry AS INTEGER), CAST(:newsletter AS VARCHAR(20)),
                          CAST(:blocked AS BOOLEAN), CAST(:anonymised AS BOOLEAN), CAST(:lacks AS BOOLEAN),
                          CAST(:email AS VARCHAR(24)), CAST(:phone AS VARCHAR(24)), CAST(:marks AS VARCHAR(4000)),
                          CAST(:forms AS VARCHAR(400)), CAST(:created AS TIMESTAMP WITH TIME ZONE),
                          CAST(:modified AS TIMESTAMP WITH TIME ZONE)))
                          AS v(run_id, member_id, row_no, member_number, entry_no, newsletter, blocked, anonymised,
                          lacks_contact, email_mark, phone_mark, marks, forms, created_at, modified_at)
                        ON t.run_id = v.run_id AND t.member_id = v.member_id
                        WHEN MATCHED THEN UPDATE SET member_number = v.member_number, entry_no = v.entry_no,
                          newsletter = v.newsletter, blocked = v.blocked, anonymised = v.anonymised,
                          lacks_contact = v.lacks_contact, email_mark = v.email_mark, phone_mark = v.phone_mark,
                          marks = v.marks, forms = v.forms, created_at = v.created_at, modified_at = v.modified_at
                        WHEN NOT MATCHED THEN INSERT (run_id, member_id, row_no, member_number, entry_no, newsletter,
                          blocked, anonymised, lacks_contact, email_mark, phone_mark, marks, forms, created_at, modified_at)
                          VALUES (v.run_id, v.member_id, v.row_no, v.member_number, v.entry_no, v.newsletter, v.blocked,
                          v.anonymised, v.lacks_contact, v.email_mark, v.phone_mark, v.marks, v.forms, v.created_at,
                          v.modified_at)
                        """, i -> member(page.get(i)));
    }

    private static MapSqlParameterSource member(PopulationMember member) {
        return new MapSqlParameterSource()
                .addValue("id", member.memberId())
                .addValue("number", member.memberNumber())
                .addValue("entry", member.entryNo())
                .addValue("newsletter", member.newsletter().name())
                .addValue("blocked", member.blocked())
                .addValue("anonymised", member.anonymised())
                .addValue("lacks", member.lacksContact())
                .addValue("email", member.emailMark())
                .addValue("phone", member.phoneMark())
                .addValue("marks", member.marks())
                .addValue("forms", member.forms())
                .addValue("created", Columns.at(member.createdAt()))
                .addValue("modified", Columns.at(member.modifiedAt()));
    }

    /** Takes a page of entries of the list. */
    public void takeEntries(long runId, List<PopulationEntry> page, Progress progress) {
        take(runId, progress, page.size(), """
                        MERGE INTO population_entry AS t
                        USING (VALUES (CAST(:run AS BIGINT), CAST(:id AS VARCHAR(60)), CAST(:row AS BIGINT),
                          CAST(:status AS VARCHAR(20)), CAST(:email AS VARCHAR(24)), CAST(:phone AS VARCHAR(24)),
                          CAST(:marks AS VARCHAR(4000)), CAST(:created AS TIMESTAMP WITH TIME ZONE),
                          CAST(:updated AS TIMESTAMP WITH TIME ZONE), CAST(:ended AS TIMESTAMP WITH TIME ZONE)))
                          AS v(run_id, heyloyalty_id, row_no, status, email_mark, phone_mark, marks, created_at, updated_at,
                          unsubscribed_at)
                        ON t.run_id = v.run_id AND t.heyloyalty_id = v.heyloyalty_id
                        WHEN MATCHED THEN UPDATE SET status = v.status, email_mark = v.email_mark,
                          phone_mark = v.phone_mark, marks = v.marks, created_at = v.created_at,
                          updated_at = v.updated_at, unsubscribed_at = v.unsubscribed_at
                        WHEN NOT MATCHED THEN INSERT (run_id, heyloyalty_id, row_no, status, email_mark, phone_mark, marks,
                          created_at, updated_at, unsubscribed_at)
                          VALUES (v.run_id, v.heyloyalty_id, v.row_no, v.status, v.email_mark, v.phone_mark, v.marks,
                          v.created_at, v.updated_at, v.unsubscribed_at)
                        """, i -> entry(page.get(i)));
    }

    private static MapSqlParameterSource entry(PopulationEntry entry) {
        return new MapSqlParameterSource()
                .addValue("id", entry.heyLoyaltyId())
                .addValue("status", entry.status().name())
                .addValue("email", entry.emailMark())
                .addValue("phone", entry.phoneMark())
                .addValue("marks", entry.marks())
                .addValue("created", Columns.at(entry.createdAt()))
                .addValue("updated", Columns.at(entry.updatedAt()))
                .addValue("ended", Columns.at(entry.unsubscribedAt()));
    }

    /**
     * Takes the attributes of a page.
     *
     * @param rows how many rows the page had: those that are not compared count too
     */
    public void takeAttributes(long runId, List<PopulationAttribute> attributes, int rows, Progress progress) {
        transaction.executeWithoutResult(status -> {
            update(runId, progress, attributes.size(), """
                        MERGE INTO population_attribute AS t
                        USING (VALUES (CAST(:run AS BIGINT), CAST(:entry AS INTEGER), CAST(:field AS INTEGER),
                          CAST(:mark AS VARCHAR(12)), CAST(:form AS VARCHAR(1))))
                          AS v(run_id, member_entry_no, field_no, mark, form)
                        ON t.run_id = v.run_id AND t.member_entry_no = v.member_entry_no AND t.field_no = v.field_no
                        WHEN MATCHED THEN UPDATE SET mark = v.mark, form = v.form
                        WHEN NOT MATCHED THEN INSERT (run_id, member_entry_no, field_no, mark, form)
                          VALUES (v.run_id, v.member_entry_no, v.field_no, v.mark, v.form)
                        """, i -> attribute(attributes.get(i)));
            runs.read(runId, progress.reading(), progress.readTo(), progress.rowsRead() + rows);
        });
    }

    private static MapSqlParameterSource attribute(PopulationAttribute attribute) {
        return new MapSqlParameterSource()
                .addValue("entry", attribute.memberEntryNo())
                .addValue("field", attribute.fieldNo())
                .addValue("mark", attribute.mark())
                .addValue("form", attribute.form());
    }

    /** One row's parameters. */
    @FunctionalInterface
    private interface Row {
        MapSqlParameterSource at(int index);
    }

    private void take(long runId, Progress progress, int rows, String sql, Row row) {
        transaction.executeWithoutResult(status -> {
            update(runId, progress, rows, sql, row);
            runs.read(runId, progress.reading(), progress.readTo(), progress.rowsRead() + rows);
        });
    }

    private void update(long runId, Progress progress, int rows, String sql, Row row) {
        if (rows > 0) {
            batches.batchUpdate(
                    sql,
                    IntStream.range(0, rows)
                            .mapToObj(i -> row.at(i).addValue("run", runId).addValue("row", progress.rowsRead() + i))
                            .toArray(SqlParameterSource[]::new));
        }
    }

    /** Empties the working tables of every run that is over, and of this one. */
    public void clear(long runId) {
        clear("population_member", "member_id", runId);
        clear("population_entry", "heyloyalty_id", runId);
        clear("population_attribute", "member_entry_no", runId);
    }

    private void clear(String table, String key, long runId) {
        String over = "(run_id = :run OR run_id NOT IN (SELECT id FROM run WHERE state IN ('RUNNING', 'INTERRUPTED')))";
        List<Long> owners = jdbc.sql("SELECT DISTINCT run_id FROM " + table + " WHERE " + over)
                .param("run", runId)
                .query(Long.class)
                .list();
        for (long owner : owners) {
            int gone;
            do {
                gone = jdbc.sql("DELETE FROM " + table + " WHERE run_id = :run AND " + key + " IN (SELECT " + key
                                + " FROM " + table + " WHERE run_id = :run FETCH FIRST " + DELETED_AT_ONCE
                                + " ROWS ONLY)")
                        .param("run", owner)
                        .update();
            } while (gone > 0);
        }
    }
}
