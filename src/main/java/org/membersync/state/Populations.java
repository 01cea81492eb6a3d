package org.membersync.state;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.membersync.decision.MemberLink;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes both populations into the working tables, page by page: a page and how far the reading got are saved together, so that an
 * interrupted reading goes on behind its last page. What is read twice counts once, as it was read last.
 */
public class Populations {

    /** Small enough that no transaction of a million rows comes up. */
    private static final int DELETED_AT_ONCE = 5000;

    private static final int PARTS = 1024;

    /** The working tables, each with a number that its rows can be taken by. */
    private static final Map<String, String> KEYS = Map.of(
            "population_member", "row_no", "population_entry", "row_no", "population_attribute", "member_entry_no");

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final Links links;

    Populations(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            Runs runs,
            Links links) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.runs = runs;
        this.links = links;
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
        transaction.executeWithoutResult(status -> {
            update("""
                            INSERT INTO population_member (run_id, row_no, part, member_id, member_number, entry_no, newsletter,
                              blocked, anonymised, lacks_contact, email_mark, phone_mark, marks, forms, created_at, modified_at)
                            VALUES (:run, :row, :part, :id, :number, :entry, :newsletter, :blocked, :anonymised, :lacks, :email,
                              :phone, :marks, :forms, :created, :modified)
                            """, runId, progress, page, Populations::member);
            read(runId, progress, page.size());
        });
    }

    private static MapSqlParameterSource member(PopulationMember member) {
        return new MapSqlParameterSource()
                .addValue("id", member.memberId())
                .addValue("part", part(member.memberId()))
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
        transaction.executeWithoutResult(status -> {
            update("""
                            INSERT INTO population_entry (run_id, row_no, part, heyloyalty_id, status, email_mark, phone_mark,
                              marks, created_at, updated_at, unsubscribed_at)
                            VALUES (:run, :row, :part, :id, :status, :email, :phone, :marks, :created, :updated, :ended)
                            """, runId, progress, page, Populations::entry);
            read(runId, progress, page.size());
        });
    }

    private static MapSqlParameterSource entry(PopulationEntry entry) {
        return new MapSqlParameterSource()
                .addValue("id", entry.heyLoyaltyId())
                .addValue("part", part(entry.heyLoyaltyId()))
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
        List<PopulationAttribute> once =
                latest(attributes, attribute -> List.of(attribute.memberEntryNo(), attribute.fieldNo()));
        transaction.executeWithoutResult(status -> {
            update(
                    "DELETE FROM population_attribute WHERE member_entry_no = :entry AND run_id = :run AND field_no = :field",
                    runId,
                    progress,
                    once,
                    Populations::attribute);
            update("""
                            INSERT INTO population_attribute (member_entry_no, run_id, field_no, mark, form)
                            VALUES (:entry, :run, :field, :mark, :form)
                            """, runId, progress, once, Populations::attribute);
            read(runId, progress, rows);
        });
    }

    private static MapSqlParameterSource attribute(PopulationAttribute attribute) {
        return new MapSqlParameterSource()
                .addValue("entry", attribute.memberEntryNo())
                .addValue("field", attribute.fieldNo())
                .addValue("mark", attribute.mark())
                .addValue("form", attribute.form());
    }

    /** Which part of the working tables a person's row is found in. */
    static int part(String id) {
        return Math.floorMod(id.hashCode(), PARTS);
    }

    /** A view of what the run has read, to be closed. */
    public PopulationPairs pairs(long runId) {
        return new PopulationPairs(jdbc, runId);
    }

    /** What a page shows twice, as it shows it last. */
    private static <T> List<T> latest(List<T> page, Function<T, Object> key) {
        Map<Object, T> byKey = new LinkedHashMap<>();
        page.forEach(row -> byKey.put(key.apply(row), row));
        return List.copyOf(byKey.values());
    }

    private <T> void update(
            String sql, long runId, Progress progress, List<T> rows, Function<T, MapSqlParameterSource> parameters) {
        if (!rows.isEmpty()) {
            batches.batchUpdate(
                    sql,
                    IntStream.range(0, rows.size())
                            .mapToObj(i -> parameters
                                    .apply(rows.get(i))
                                    .addValue("run", runId)
                                    .addValue("row", progress.rowsRead() + i))
                            .toArray(SqlParameterSource[]::new));
        }
    }

    private void read(long runId, Progress progress, int rows) {
        runs.read(runId, progress.reading(), progress.readTo(), progress.rowsRead() + rows);
    }

    /**
     * Links people whom a comparison found on both sides; whoever was linked meanwhile stays as they are. In one transaction,
     * because each one costs a write to the disk.
     *
     * @param checkedAt long enough ago for the sweep to take them in its turn
     */
    public void link(List<MemberLink> found, Instant checkedAt) {
        Collisions.outlive(transaction, () -> links.seed(batches, found, checkedAt));
    }

    /**
     * Empties the working tables of every run that is over, and of this one, which reads from the beginning if it ever goes on. In
     * parts: the embedded database holds in memory whatever a transaction deletes, even where a table is truncated.
     */
    public void clear(long runId) {
        runs.read(runId, "", 0, 0);
        Set<Long> needed = runs.needed();
        needed.remove(runId);
        KEYS.forEach((table, key) -> clear(table, key, needed));
    }

    private void clear(String table, String key, Set<Long> needed) {
        List<Owner> owners = jdbc.sql("SELECT run_id, MIN(" + key + ") AS low, MAX(" + key + ") AS high FROM " + table
                        + " GROUP BY run_id")
                .query((row, number) -> new Owner(row.getLong("run_id"), row.getLong("low"), row.getLong("high")))
                .list();
        for (Owner owner : owners) {
            for (long from = owner.low();
                    from <= owner.high() && !needed.contains(owner.runId());
                    from += DELETED_AT_ONCE) {
                jdbc.sql("DELETE FROM " + table + " WHERE run_id = :run AND " + key + " >= :from AND " + key + " < :to")
                        .param("run", owner.runId())
                        .param("from", from)
                        .param("to", from + DELETED_AT_ONCE)
                        .update();
            }
        }
    }

    private record Owner(long runId, long low, long high) {}
}
