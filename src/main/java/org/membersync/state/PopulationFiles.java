package org.membersync.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sorted files of a run: which rows hold an id, an e-mail address or a phone number, and who is linked with whom. Keys are hashes
 * of 64 bits; whoever takes a row compares what it was looked up by, where a chance in many millions matters.
 */
final class PopulationFiles implements AutoCloseable {

    private static final int ROWS_AT_ONCE = 5000;
    private static final long ACTIVE = 1;

    private final SortedKeys membersById;
    private final SortedKeys membersByEmail;
    private final SortedKeys membersByPhone;
    private final SortedKeys entriesById;
    private final SortedKeys entriesByEmail;
    private final SortedKeys entriesByPhone;
    private SortedKeys linksByMember;
    private SortedKeys linksByEntry;

    private PopulationFiles(SortedKeys[] members, SortedKeys[] entries) {
        this.membersById = members[0];
        this.membersByEmail = members[1];
        this.membersByPhone = members[2];
        this.entriesById = entries[0];
        this.entriesByEmail = entries[1];
        this.entriesByPhone = entries[2];
    }

    /** Reads the run's rows once, in their order. */
    static PopulationFiles read(JdbcClient jdbc, long runId, long memberRows, long entryRows) {
        SortedKeys[] members = read(jdbc, runId, memberRows, "population_member", "member_id", "''");
        SortedKeys[] entries = read(
                jdbc,
                runId,
                entryRows,
                "population_entry",
                "heyloyalty_id",
                "CASE WHEN status = 'ACTIVE' THEN marks ELSE '!' END");
        return new PopulationFiles(members, entries);
    }

    private static SortedKeys[] read(JdbcClient jdbc, long runId, long rows, String table, String id, String marks) {
        try (SortedKeys.Builder byId = new SortedKeys.Builder();
                SortedKeys.Builder byEmail = new SortedKeys.Builder();
                SortedKeys.Builder byPhone = new SortedKeys.Builder()) {
            for (long from = 0; from < rows; from += ROWS_AT_ONCE) {
                jdbc.sql("SELECT row_no, " + id + " AS id, email_mark, phone_mark, " + marks + " AS marks FROM " + table
                                + " WHERE run_id = :run AND row_no >= :from AND row_no < :to")
                        .param("run", runId)
                        .param("from", from)
                        .param("to", from + ROWS_AT_ONCE)
                        .query(row -> {
                            long number = row.getLong("row_no");
                            byId.add(hash(row.getString("id")), number, hash(row.getString("marks")));
                            add(byEmail, row.getString("email_mark"), number);
                            add(byPhone, row.getString("phone_mark"), number);
                        });
            }
            return new SortedKeys[] {byId.sorted(), byEmail.sorted(), byPhone.sorted()};
        }
    }

    private static void add(SortedKeys.Builder keys, String mark, long row) {
        if (mark != null) {
            keys.add(hash(mark), row, 0);
        }
    }

    /** A link as the table has it. */
    record LinkRow(
            String memberId,
            String memberNumber,
            String heyLoyaltyId,
            boolean active,
            Instant linkedAt,
            Instant checkedAt) {}

    /** Hands out every link, in the order of the members' ids, part by part. */
    static void eachLink(JdbcClient jdbc, int atOnce, Consumer<List<LinkRow>> taker) {
        String after = "";
        List<LinkRow> part;
        do {
            part = jdbc.sql(
                            "SELECT member_id, member_number, heyloyalty_id, status, linked_at, checked_at FROM member_link"
                                    + " WHERE member_id > :after ORDER BY member_id FETCH FIRST " + atOnce
                                    + " ROWS ONLY")
                    .param("after", after)
                    .query((row, number) -> new LinkRow(
                            row.getString("member_id"),
                            row.getString("member_number"),
                            row.getString("heyloyalty_id"),
                            row.getString("status").equals("ACTIVE"),
                            Columns.instant(row, "linked_at"),
                            Columns.instant(row, "checked_at")))
                    .list();
            taker.accept(part);
            after = part.isEmpty() ? after : part.get(part.size() - 1).memberId();
        } while (part.size() == atOnce);
    }

    void readLinks(JdbcClient jdbc) {
        closeLinks();
        try (SortedKeys.Builder byMember = new SortedKeys.Builder();
                SortedKeys.Builder byEntry = new SortedKeys.Builder()) {
            eachLink(
                    jdbc,
                    ROWS_AT_ONCE,
                    part -> part.forEach(link -> {
                        byMember.add(hash(link.memberId()), hash(link.heyLoyaltyId()), link.active() ? ACTIVE : 0);
                        byEntry.add(hash(link.heyLoyaltyId()), 0, 0);
                    }));
            linksByMember = byMember.sorted();
            linksByEntry = byEntry.sorted();
        }
    }

    boolean holdsMember(String memberId) {
        return membersById.holds(hash(memberId));
    }

    boolean isLatestMember(String memberId, long row) {
        return isLatest(membersById, memberId, row);
    }

    boolean isLatestEntry(String heyLoyaltyId, long row) {
        return isLatest(entriesById, heyLoyaltyId, row);
    }

    private static boolean isLatest(SortedKeys byId, String id, long row) {
        return byId.firsts(hash(id)).noneMatch(other -> other > row);
    }

    boolean isLinkedEntry(String heyLoyaltyId) {
        return linksByEntry != null && linksByEntry.holds(hash(heyLoyaltyId));
    }

    /** The row of the entry, as it was read last. */
    OptionalLong latestEntry(String heyLoyaltyId) {
        return entriesById.firsts(hash(heyLoyaltyId)).max();
    }

    /** Whether the member's link, as last read, is an active one to an active entry whose marks are these. */
    boolean isLinkedWithEqual(String memberId, String marks) {
        List<SortedKeys.Pair> links = linksByMember == null ? List.of() : linksByMember.pairs(hash(memberId));
        if (links.size() != 1 || links.get(0).second() != ACTIVE) {
            return false;
        }
        List<SortedKeys.Pair> entries = entriesById.pairs(links.get(0).first());
        return !entries.isEmpty() && entries.get(entries.size() - 1).second() == hash(marks);
    }

    LongStream membersByEmail(String mark) {
        return rows(membersByEmail, mark);
    }

    LongStream membersByPhone(String mark) {
        return rows(membersByPhone, mark);
    }

    LongStream entriesByEmail(String mark) {
        return rows(entriesByEmail, mark);
    }

    LongStream entriesByPhone(String mark) {
        return rows(entriesByPhone, mark);
    }

    private static LongStream rows(SortedKeys keys, String mark) {
        return mark == null ? LongStream.empty() : keys.firsts(hash(mark));
    }

    /** 64 bits that differ for texts that differ, but for a chance of one in many millions for a population of millions. */
    static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        hash ^= hash >>> 33;
        hash *= 0xFF51AFD7ED558CCDL;
        hash ^= hash >>> 33;
        hash *= 0xC4CEB9FE1A85EC53L;
        return hash ^ hash >>> 33;
    }

    private void closeLinks() {
        List<SortedKeys> links = new ArrayList<>();
        if (linksByMember != null) {
            links.add(linksByMember);
            links.add(linksByEntry);
        }
        linksByMember = null;
        linksByEntry = null;
        links.forEach(SortedKeys::close);
    }

    @Override
    public void close() {
        closeLinks();
        List.of(membersById, membersByEmail, membersByPhone, entriesById, entriesByEmail, entriesByPhone)
                .forEach(SortedKeys::close);
    }
}
