package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.membersync.decision.MemberLink;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts both populations of a run side by side, part by part: the numbers of rows part them, so that no part sorts the whole. */
public class PopulationPairs {

    private static final String MEMBER =
            "m.member_id, m.member_number, m.entry_no, m.newsletter, m.blocked, m.anonymised,"
                    + " m.lacks_contact, m.email_mark, m.phone_mark, m.marks, m.forms, m.created_at, m.modified_at";

    private static final String ENTRY =
            "e.heyloyalty_id AS entry_id, e.status AS entry_status, e.email_mark AS entry_email,"
                    + " e.phone_mark AS entry_phone, e.marks AS entry_marks, e.created_at AS entry_created,"
                    + " e.updated_at AS entry_updated, e.unsubscribed_at AS entry_ended";

    private static final String LINK = "l.member_id AS linked_member, l.heyloyalty_id AS linked_entry, l.status,"
            + " l.unsubscribed_at, l.unsubscribed_by, l.told_at, l.checked_at";

    private final JdbcClient jdbc;

    PopulationPairs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One more than the highest number of a row of members. */
    public long memberRows(long runId) {
        return rows("population_member", runId);
    }

    /** One more than the highest number of a row of entries. */
    public long entryRows(long runId) {
        return rows("population_entry", runId);
    }

    private long rows(String table, long runId) {
        return jdbc.sql("SELECT COALESCE(MAX(row_no), -1) + 1 FROM " + table + " WHERE run_id = :run")
                .param("run", runId)
                .query(Long.class)
                .single();
    }

    /** The members with these row numbers, each beside what it is linked with. */
    public List<PopulationPair> pairs(long runId, long from, long to) {
        Map<Integer, List<PopulationAttribute>> attributes = attributes(runId, from, to);
        return jdbc.sql("SELECT " + MEMBER + ", " + LINK + ", " + ENTRY + """
                         FROM population_member m
                        LEFT JOIN member_link l ON l.member_id = m.member_id
                        LEFT JOIN population_entry e ON e.run_id = :run AND e.heyloyalty_id = l.heyloyalty_id
                        WHERE m.run_id = :run AND m.row_no >= :from AND m.row_no < :to
                        """)
                .param("run", runId)
                .param("from", from)
                .param("to", to)
                .query((row, number) -> {
                    PopulationMember member = member(row);
                    return new PopulationPair(
                            member,
                            attributes.getOrDefault(member.entryNo(), List.of()),
                            link(row, member.memberId(), member.memberNumber()),
                            Columns.instant(row, "checked_at"),
                            row.getString("entry_id") == null ? null : entry(row));
                })
                .list();
    }

    private Map<Integer, List<PopulationAttribute>> attributes(long runId, long from, long to) {
        Map<Integer, List<PopulationAttribute>> byEntryNo = new HashMap<>();
        jdbc.sql("""
                        SELECT a.member_entry_no, a.field_no, a.mark, a.form FROM population_member m
                        JOIN population_attribute a ON a.run_id = :run AND a.member_entry_no = m.entry_no
                        WHERE m.run_id = :run AND m.row_no >= :from AND m.row_no < :to
                        """)
                .param("run", runId)
                .param("from", from)
                .param("to", to)
                .query((row, number) -> byEntryNo
                        .computeIfAbsent(row.getInt("member_entry_no"), key -> new ArrayList<>())
                        .add(new PopulationAttribute(
                                row.getInt("member_entry_no"),
                                row.getInt("field_no"),
                                row.getString("mark"),
                                row.getString("form"))))
                .list();
        return byEntryNo;
    }

    /** The entries with these row numbers that are linked with nobody. */
    public List<PopulationEntry> unlinkedEntries(long runId, long from, long to) {
        return jdbc.sql("SELECT " + ENTRY + """
                        , l.member_id AS linked_member FROM population_entry e
                        LEFT JOIN member_link l ON l.heyloyalty_id = e.heyloyalty_id
                        WHERE e.run_id = :run AND e.row_no >= :from AND e.row_no < :to AND l.member_id IS NULL
                        """)
                .param("run", runId)
                .param("from", from)
                .param("to", to)
                .query((row, number) -> entry(row))
                .list();
    }

    /** The entries with that e-mail address. */
    public List<PopulationEntry> entriesByEmail(long runId, String mark) {
        return entriesBy("email_mark", runId, mark);
    }

    /** The entries with that phone number. */
    public List<PopulationEntry> entriesByPhone(long runId, String mark) {
        return entriesBy("phone_mark", runId, mark);
    }

    private List<PopulationEntry> entriesBy(String column, long runId, String mark) {
        if (mark == null) {
            return List.of();
        }
        return jdbc.sql("SELECT " + ENTRY + ", l.member_id AS linked_member FROM population_entry e"
                        + " LEFT JOIN member_link l ON l.heyloyalty_id = e.heyloyalty_id"
                        + " WHERE e.run_id = :run AND e." + column + " = :mark ORDER BY e.heyloyalty_id")
                .param("run", runId)
                .param("mark", mark)
                .query((row, number) -> entry(row))
                .list();
    }

    /** The members with that e-mail address. */
    public List<PopulationPair> membersByEmail(long runId, String mark) {
        return membersBy("email_mark", runId, mark);
    }

    /** The members with that phone number. */
    public List<PopulationPair> membersByPhone(long runId, String mark) {
        return membersBy("phone_mark", runId, mark);
    }

    private List<PopulationPair> membersBy(String column, long runId, String mark) {
        if (mark == null) {
            return List.of();
        }
        return jdbc.sql("SELECT " + MEMBER + ", " + LINK + " FROM population_member m"
                        + " LEFT JOIN member_link l ON l.member_id = m.member_id"
                        + " WHERE m.run_id = :run AND m." + column + " = :mark ORDER BY m.member_id")
                .param("run", runId)
                .param("mark", mark)
                .query((row, number) -> {
                    PopulationMember member = member(row);
                    return new PopulationPair(
                            member,
                            List.of(),
                            link(row, member.memberId(), member.memberNumber()),
                            Columns.instant(row, "checked_at"),
                            null);
                })
                .list();
    }

    /**
     * Links made before that moment whose member the run did not read, in the order of the members' ids.
     *
     * @param after the last id of the part before, empty at the beginning
     */
    public List<MemberLink> linksWithoutMember(long runId, Instant madeBefore, String after, int limit) {
        return jdbc.sql("""
                        SELECT l.member_id, l.member_number, l.heyloyalty_id FROM member_link l
                        WHERE l.member_id > :after AND l.linked_at < :before AND l.checked_at < :before AND NOT EXISTS (
                          SELECT 1 FROM population_member m WHERE m.run_id = :run AND m.member_id = l.member_id)
                        ORDER BY l.member_id FETCH FIRST\s""" + limit + " ROWS ONLY")
                .param("after", after)
                .param("before", Columns.at(madeBefore))
                .param("run", runId)
                .query((row, number) -> MemberLink.active(
                        row.getString("member_id"), row.getString("member_number"), row.getString("heyloyalty_id")))
                .list();
    }

    private static PopulationMember member(ResultSet row) throws SQLException {
        return new PopulationMember(
                row.getString("member_id"),
                row.getString("member_number"),
                row.getInt("entry_no"),
                Newsletter.valueOf(row.getString("newsletter")),
                row.getBoolean("blocked"),
                row.getBoolean("anonymised"),
                row.getBoolean("lacks_contact"),
                row.getString("email_mark"),
                row.getString("phone_mark"),
                row.getString("marks"),
                row.getString("forms"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "modified_at"));
    }

    private static PopulationEntry entry(ResultSet row) throws SQLException {
        return new PopulationEntry(
                row.getString("entry_id"),
                Status.valueOf(row.getString("entry_status")),
                row.getString("entry_email"),
                row.getString("entry_phone"),
                row.getString("entry_marks"),
                Columns.instant(row, "entry_created"),
                Columns.instant(row, "entry_updated"),
                Columns.instant(row, "entry_ended"),
                row.getString("linked_member"));
    }

    private static MemberLink link(ResultSet row, String memberId, String memberNumber) throws SQLException {
        String entryId = row.getString("linked_entry");
        String who = row.getString("unsubscribed_by");
        return entryId == null
                ? null
                : new MemberLink(
                        memberId,
                        memberNumber,
                        entryId,
                        MemberLink.Status.valueOf(row.getString("status")),
                        Columns.instant(row, "unsubscribed_at"),
                        who == null ? null : MemberLink.UnsubscribedBy.valueOf(who),
                        Columns.instant(row, "told_at"));
    }
}
