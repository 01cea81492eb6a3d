package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.membersync.decision.MemberLink;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * What a run has read of both populations, side by side. Rows are read in the order in which they came; who belongs to whom is told
 * by sorted files of hashes, made in one reading, because the working tables know no other order. Not to be shared between threads.
 */
public final class PopulationPairs implements AutoCloseable {

    private static final int AT_ONCE = 1000;

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
    private final long runId;
    private final PopulationFiles files;
    private final long memberRows;
    private final long entryRows;

    /** Entries of the part that was read last, by row, so that none is asked for again. */
    private Map<Long, PopulationEntry> entriesAtHand = Map.of();

    /** Members with the contact of these entries, by row; empty where the row is not the member's latest. */
    private Map<Long, Optional<PopulationPair>> membersAtHand = Map.of();

    PopulationPairs(JdbcClient jdbc, long runId) {
        this.jdbc = jdbc;
        this.runId = runId;
        this.memberRows = rows("population_member");
        this.entryRows = rows("population_entry");
        this.files = PopulationFiles.read(jdbc, runId, memberRows, entryRows);
    }

    /** One more than the highest number of a row of members. */
    public long memberRows() {
        return memberRows;
    }

    /** One more than the highest number of a row of entries. */
    public long entryRows() {
        return entryRows;
    }

    private long rows(String table) {
        return jdbc.sql("SELECT COALESCE(MAX(row_no), -1) + 1 FROM " + table + " WHERE run_id = :run")
                .param("run", runId)
                .query(Long.class)
                .single();
    }

    /** Learns who is linked by now. Before, nobody counts as linked with an equal entry, and every entry as linked with nobody. */
    public void readLinks() {
        putDown();
        files.readLinks(jdbc);
    }

    private void putDown() {
        entriesAtHand = Map.of();
        membersAtHand = Map.of();
    }

    /** The members with these row numbers; what they are linked with is left open. */
    public List<PopulationPair> members(long from, long to) {
        putDown();
        Map<Integer, List<PopulationAttribute>> attributes = attributes(from, to);
        return jdbc
                .sql("SELECT m.row_no, " + MEMBER
                        + " FROM population_member m WHERE m.run_id = :run AND m.row_no >= :from AND m.row_no < :to")
                .param("run", runId)
                .param("from", from)
                .param("to", to)
                .query((row, number) -> {
                    PopulationMember member = member(row);
                    List<PopulationAttribute> own = attributes.getOrDefault(member.entryNo(), List.of());
                    return files.isLatestMember(member.memberId(), row.getLong("row_no"))
                            ? Optional.of(new PopulationPair(member, own, null, null, null))
                            : Optional.<PopulationPair>empty();
                })
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Map<Integer, List<PopulationAttribute>> attributes(long from, long to) {
        Map<Integer, List<PopulationAttribute>> byEntryNo = new HashMap<>();
        jdbc.sql("""
                        SELECT a.member_entry_no, a.field_no, a.mark, a.form FROM population_member m
                        JOIN population_attribute a ON a.member_entry_no = m.entry_no AND a.run_id = m.run_id
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

    /** Whether the member was linked with an active entry of these marks when the links were read. */
    public boolean isLinkedWithEqual(String memberId, String marks) {
        return files.isLinkedWithEqual(memberId, marks);
    }

    /** The member beside what it is linked with now. */
    public PopulationPair linked(PopulationPair alone) {
        PopulationMember member = alone.member();
        return jdbc.sql("SELECT " + LINK + " FROM member_link l WHERE l.member_id = :id")
                .param("id", member.memberId())
                .query((row, number) -> new PopulationPair(
                        member,
                        alone.attributes(),
                        link(row, member.memberId(), member.memberNumber()),
                        Columns.instant(row, "checked_at"),
                        entry(row.getString("linked_entry")).orElse(null)))
                .optional()
                .orElse(alone);
    }

    private Optional<PopulationEntry> entry(String heyLoyaltyId) {
        return files.latestEntry(heyLoyaltyId).stream()
                .mapToObj(this::entryAt)
                .flatMap(Optional::stream)
                .filter(entry -> entry.heyLoyaltyId().equals(heyLoyaltyId))
                .findFirst();
    }

    private Optional<PopulationEntry> entryAt(long row) {
        PopulationEntry atHand = entriesAtHand.get(row);
        return atHand != null
                ? Optional.of(atHand)
                : entries("e.row_no = :row", row, row).values().stream().findFirst();
    }

    private Map<Long, PopulationEntry> entries(String which, long row, long to) {
        Map<Long, PopulationEntry> entries = new TreeMap<>();
        jdbc.sql("SELECT e.row_no, " + ENTRY + ", l.member_id AS linked_member FROM population_entry e"
                        + " LEFT JOIN member_link l ON l.heyloyalty_id = e.heyloyalty_id WHERE e.run_id = :run AND "
                        + which)
                .param("run", runId)
                .param("row", row)
                .param("to", to)
                .query(found -> {
                    if (files.isLatestEntry(found.getString("entry_id"), found.getLong("row_no"))) {
                        entries.put(found.getLong("row_no"), entry(found));
                    }
                });
        return entries;
    }

    /**
     * The entries with these row numbers that are linked with nobody. They, and the members with the same contact, are at hand
     * until the next part is read.
     */
    public List<PopulationEntry> unlinkedEntries(long from, long to) {
        putDown();
        List<Long> open = jdbc
                .sql("SELECT e.row_no, e.heyloyalty_id FROM population_entry e"
                        + " WHERE e.run_id = :run AND e.row_no >= :from AND e.row_no < :to")
                .param("run", runId)
                .param("from", from)
                .param("to", to)
                .query((row, number) -> files.isLinkedEntry(row.getString("heyloyalty_id"))
                        ? Optional.<Long>empty()
                        : Optional.of(row.getLong("row_no")))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
        Map<Long, PopulationEntry> found = new TreeMap<>();
        if (open.size() * 10 > to - from) {
            found.putAll(entries("e.row_no >= :row AND e.row_no < :to", from, to));
        } else {
            open.forEach(row -> found.putAll(entries("e.row_no = :row", row, row)));
        }
        List<PopulationEntry> unlinked = found.values().stream()
                .filter(entry -> entry.linkedMember() == null)
                .toList();
        entriesAtHand = found;
        membersAtHand = membersOf(unlinked);
        return unlinked;
    }

    private Map<Long, Optional<PopulationPair>> membersOf(List<PopulationEntry> entries) {
        List<Long> rows = entries.stream()
                .flatMapToLong(this::memberRowsOf)
                .distinct()
                .boxed()
                .toList();
        Map<Long, Optional<PopulationPair>> members = new HashMap<>();
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<Long> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
            some.forEach(row -> members.put(row, Optional.empty()));
            members.putAll(membersIn(some));
        }
        return members;
    }

    private LongStream memberRowsOf(PopulationEntry entry) {
        long[] byEmail = files.membersByEmail(entry.emailMark()).toArray();
        return byEmail.length == 0 ? files.membersByPhone(entry.phoneMark()) : LongStream.of(byEmail);
    }

    /** The entries with that e-mail address. */
    public List<PopulationEntry> entriesByEmail(String mark) {
        return entriesAt(files.entriesByEmail(mark), PopulationEntry::emailMark, mark);
    }

    /** The entries with that phone number. */
    public List<PopulationEntry> entriesByPhone(String mark) {
        return entriesAt(files.entriesByPhone(mark), PopulationEntry::phoneMark, mark);
    }

    private List<PopulationEntry> entriesAt(LongStream rows, Function<PopulationEntry, String> markOf, String mark) {
        return rows.mapToObj(this::entryAt)
                .flatMap(Optional::stream)
                .filter(entry -> mark.equals(markOf.apply(entry)))
                .sorted(Comparator.comparing(PopulationEntry::heyLoyaltyId))
                .toList();
    }

    /** The members with that e-mail address. */
    public List<PopulationPair> membersByEmail(String mark) {
        return membersAt(files.membersByEmail(mark), PopulationMember::emailMark, mark);
    }

    /** The members with that phone number. */
    public List<PopulationPair> membersByPhone(String mark) {
        return membersAt(files.membersByPhone(mark), PopulationMember::phoneMark, mark);
    }

    private List<PopulationPair> membersAt(LongStream rows, Function<PopulationMember, String> markOf, String mark) {
        return rows.mapToObj(this::memberAt)
                .flatMap(Optional::stream)
                .filter(pair -> mark.equals(markOf.apply(pair.member())))
                .sorted(Comparator.comparing(pair -> pair.member().memberId()))
                .toList();
    }

    private Optional<PopulationPair> memberAt(long wanted) {
        Optional<PopulationPair> atHand = membersAtHand.get(wanted);
        return atHand != null ? atHand : membersIn(List.of(wanted)).getOrDefault(wanted, Optional.empty());
    }

    private Map<Long, Optional<PopulationPair>> membersIn(List<Long> rows) {
        Map<Long, Optional<PopulationPair>> members = new HashMap<>();
        // No IN: the embedded database would look through all rows of the run.
        jdbc.sql("SELECT m.row_no, " + MEMBER + ", " + LINK
                        + " FROM UNNEST(CAST(:rows AS BIGINT ARRAY)) AS wanted(row_no)"
                        + " JOIN population_member m ON m.run_id = :run AND m.row_no = wanted.row_no"
                        + " LEFT JOIN member_link l ON l.member_id = m.member_id")
                .param("run", runId)
                .param("rows", new SqlArrayValue("BIGINT", rows.toArray()))
                .query(row -> {
                    PopulationMember member = member(row);
                    long number = row.getLong("row_no");
                    if (files.isLatestMember(member.memberId(), number)) {
                        members.put(
                                number,
                                Optional.of(new PopulationPair(
                                        member,
                                        List.of(),
                                        link(row, member.memberId(), member.memberNumber()),
                                        Columns.instant(row, "checked_at"),
                                        null)));
                    }
                });
        return members;
    }

    /** Hands out the links made before that moment whose member the run did not read, part by part. */
    public void eachLinkWithoutMember(Instant madeBefore, Consumer<List<MemberLink>> taker) {
        PopulationFiles.eachLink(
                jdbc,
                AT_ONCE,
                part -> taker.accept(part.stream()
                        .filter(link -> link.linkedAt().isBefore(madeBefore)
                                && link.checkedAt().isBefore(madeBefore))
                        .filter(link -> !files.holdsMember(link.memberId()))
                        .map(link -> MemberLink.active(link.memberId(), link.memberNumber(), link.heyLoyaltyId()))
                        .toList()));
    }

    /**
     * Hands out whom the feeds told of before that moment, who are linked with nobody and whom the run did not read, part by
     * part.
     */
    public void eachKnownWithoutMember(Instant toldBefore, Consumer<List<KnownMember>> taker) {
        String after = "";
        List<KnownMember> part;
        do {
            part = jdbc.sql("SELECT b.member_id, b.member_number, COALESCE(b.modified_at, b.created_at) AS told_at,"
                            + " l.heyloyalty_id FROM bc_member b LEFT JOIN member_link l ON l.member_id = b.member_id"
                            + " WHERE b.member_id > :after ORDER BY b.member_id FETCH FIRST " + AT_ONCE + " ROWS ONLY")
                    .param("after", after)
                    .query((row, number) -> new KnownMember(
                            row.getString("member_id"),
                            row.getString("member_number"),
                            Columns.instant(row, "told_at"),
                            row.getString("heyloyalty_id") != null))
                    .list();
            taker.accept(part.stream()
                    .filter(known -> !known.isLinked() && !files.holdsMember(known.memberId()))
                    .filter(known -> known.toldAt() == null || known.toldAt().isBefore(toldBefore))
                    .toList());
            after = part.isEmpty() ? after : part.get(part.size() - 1).memberId();
        } while (part.size() == AT_ONCE);
    }

    /** Whom a feed told of. @param toldAt null when it is not known */
    public record KnownMember(String memberId, String memberNumber, Instant toldAt, boolean isLinked) {}

    @Override
    public void close() {
        files.close();
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
