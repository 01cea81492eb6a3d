package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.businesscentral.FeedRow;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.businesscentral.FeedRow.MembershipEntryRow;
import org.membersync.businesscentral.FeedRow.MembershipRow;
import org.membersync.mapping.PhoneNumbers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The directory in the database. */
class JdbcDirectory implements Directory {

    private static final String MEMBER =
            "SELECT member_id, member_number, country_code, created_at, modified_at, opt_out_seen_at FROM bc_member";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Suppressions hashes;

    JdbcDirectory(JdbcClient jdbc, Clock clock, Suppressions hashes) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.hashes = hashes;
    }

    @Override
    public void remember(FeedRow row) {
        if (row instanceof MemberRow member) {
            outliveTheFeed(() -> remember(member));
        } else if (row instanceof MembershipRow membership) {
            // A restored database gives entry numbers again.
            jdbc.sql("DELETE FROM bc_membership WHERE entry_no = :entry AND membership_id <> :id")
                    .param("entry", membership.entryNo())
                    .param("id", membership.id())
                    .update();
            jdbc.sql("""
                            MERGE INTO bc_membership AS t
                            USING (VALUES (CAST(:id AS VARCHAR(60)), CAST(:entry AS INTEGER))) AS v(id, entry_no)
                            ON t.membership_id = v.id
                            WHEN MATCHED THEN UPDATE SET entry_no = v.entry_no
                            WHEN NOT MATCHED THEN INSERT (membership_id, entry_no) VALUES (v.id, v.entry_no)
                            """)
                    .param("id", membership.id())
                    .param("entry", membership.entryNo())
                    .update();
        } else if (row instanceof MembershipEntryRow entry) {
            remember(entry);
        }
    }

    /** A turn may read a member's row while the feed tells of it; within a transaction the whole of it is tried again. */
    private static void outliveTheFeed(Runnable remembering) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            remembering.run();
        } else {
            Collisions.outlive(() -> {
                remembering.run();
                return true;
            });
        }
    }

    private void remember(MemberRow member) {
        if (hashes.isSuppressed(member.id())) {
            // A page that comes late brings nothing of an erased person back.
            return;
        }
        jdbc.sql("UPDATE bc_member SET entry_no = NULL WHERE entry_no = :entry AND member_id <> :id")
                .param("entry", member.entryNo())
                .param("id", member.id())
                .update();
        jdbc.sql("""
                        MERGE INTO bc_member AS t
                        USING (VALUES (CAST(:id AS VARCHAR(60)), CAST(:entry AS INTEGER), CAST(:number AS VARCHAR(40)),
                          CAST(:country AS VARCHAR(20)), CAST(:phone AS VARCHAR(64)),
                          CAST(:created AS TIMESTAMP WITH TIME ZONE), CAST(:modified AS TIMESTAMP WITH TIME ZONE)))
                          AS v(id, entry_no, member_number, country_code, phone_hash, created_at, modified_at)
                        ON t.member_id = v.id
                        WHEN MATCHED THEN UPDATE SET entry_no = v.entry_no, member_number = v.member_number,
                          country_code = v.country_code, phone_hash = v.phone_hash, created_at = v.created_at,
                          modified_at = v.modified_at
                        WHEN NOT MATCHED THEN INSERT
                          (member_id, entry_no, member_number, country_code, phone_hash, created_at, modified_at)
                          VALUES (v.id, v.entry_no, v.member_number, v.country_code, v.phone_hash, v.created_at,
                          v.modified_at)
                        """)
                .param("id", member.id())
                .param("entry", member.entryNo())
                .param("number", member.number())
                .param("country", member.countryCode())
                .param("phone", phoneHash(member.phone()))
                .param("created", Columns.at(member.createdAt()))
                .param("modified", Columns.at(member.modifiedAt()))
                .update();
    }

    private String phoneHash(String phone) {
        String ending = PhoneNumbers.ending(phone);
        return ending.isEmpty() ? null : hashes.phoneHash(ending);
    }

    private void remember(MembershipEntryRow entry) {
        jdbc.sql("""
                        MERGE INTO bc_membership_entry AS t
                        USING (VALUES (CAST(:id AS VARCHAR(60)), CAST(:entry AS INTEGER), CAST(:membership AS INTEGER),
                          CAST(:item AS VARCHAR(40)), CAST(:from AS DATE), CAST(:until AS DATE), CAST(:blocked AS BOOLEAN)))
                          AS v(id, entry_no, membership_entry_no, item_number, valid_from, valid_until, blocked)
                        ON t.entry_id = v.id
                        WHEN MATCHED THEN UPDATE SET entry_no = v.entry_no, membership_entry_no = v.membership_entry_no,
                          item_number = v.item_number, valid_from = v.valid_from, valid_until = v.valid_until,
                          blocked = v.blocked
                        WHEN NOT MATCHED THEN INSERT
                          (entry_id, entry_no, membership_entry_no, item_number, valid_from, valid_until, blocked)
                          VALUES (v.id, v.entry_no, v.membership_entry_no, v.item_number, v.valid_from, v.valid_until,
                          v.blocked)
                        """)
                .param("id", entry.id())
                .param("entry", entry.entryNo())
                .param("membership", entry.membershipEntryNo())
                .param("item", entry.itemNumber())
                .param("from", Columns.date(entry.validFrom()))
                .param("until", Columns.date(entry.validUntil()))
                .param("blocked", entry.blocked())
                .update();
    }

    @Override
    public void rememberRoles(String memberId, List<String> membershipIds) {
        List<String> known = jdbc.sql("SELECT membership_id FROM bc_role WHERE member_id = :id")
                .param("id", memberId)
                .query(String.class)
                .list();
        for (String gone : known) {
            if (!membershipIds.contains(gone)) {
                jdbc.sql("DELETE FROM bc_role WHERE membership_id = :membership AND member_id = :id")
                        .param("membership", gone)
                        .param("id", memberId)
                        .update();
            }
        }
        for (String membershipId : membershipIds) {
            if (!known.contains(membershipId)) {
                jdbc.sql("INSERT INTO bc_role (membership_id, member_id) VALUES (:membership, :id)")
                        .param("membership", membershipId)
                        .param("id", memberId)
                        .update();
            }
        }
    }

    @Override
    public Optional<KnownMember> member(String memberId) {
        return jdbc.sql(MEMBER + " WHERE member_id = :id")
                .param("id", memberId)
                .query(JdbcDirectory::knownMember)
                .optional();
    }

    @Override
    public Optional<KnownMember> memberByNumber(String memberNumber) {
        return jdbc
                .sql(MEMBER + " WHERE member_number = :number ORDER BY member_id")
                .param("number", memberNumber)
                .query(JdbcDirectory::knownMember)
                .list()
                .stream()
                .findFirst();
    }

    private static KnownMember knownMember(ResultSet row, int number) throws SQLException {
        return new KnownMember(
                row.getString("member_id"),
                row.getString("member_number"),
                row.getString("country_code"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "modified_at"),
                Columns.instant(row, "opt_out_seen_at"));
    }

    @Override
    public List<KnownEntry> entriesOf(String membershipId) {
        return jdbc.sql("""
                        SELECT e.entry_id, e.entry_no, e.item_number, e.valid_from, e.valid_until, e.blocked
                        FROM bc_membership_entry e JOIN bc_membership m ON m.entry_no = e.membership_entry_no
                        WHERE m.membership_id = :id
                        """)
                .param("id", membershipId)
                .query((row, number) -> new KnownEntry(
                        row.getString("entry_id"),
                        row.getInt("entry_no"),
                        row.getString("item_number"),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_until", LocalDate.class),
                        row.getBoolean("blocked")))
                .list();
    }

    @Override
    public Optional<String> memberByEntryNo(int entryNo) {
        return jdbc.sql("SELECT member_id FROM bc_member WHERE entry_no = :entry")
                .param("entry", entryNo)
                .query(String.class)
                .optional();
    }

    @Override
    public List<String> memberIdsByPhone(String e164) {
        return PhoneNumbers.endings(e164).stream()
                .flatMap(ending -> jdbc
                        .sql("SELECT member_id FROM bc_member WHERE phone_hash = :phone ORDER BY member_id")
                        .param("phone", hashes.phoneHash(ending))
                        .query(String.class)
                        .list()
                        .stream())
                .distinct()
                .toList();
    }

    @Override
    public Optional<String> membershipByEntryNo(int entryNo) {
        return jdbc.sql("SELECT membership_id FROM bc_membership WHERE entry_no = :entry")
                .param("entry", entryNo)
                .query(String.class)
                .optional();
    }

    @Override
    public List<String> membersOf(String membershipId) {
        return jdbc.sql("SELECT member_id FROM bc_role WHERE membership_id = :id ORDER BY member_id")
                .param("id", membershipId)
                .query(String.class)
                .list();
    }

    @Override
    public Map<String, String> itemNumbers(List<String> membershipIds) {
        Map<String, String> items = new HashMap<>();
        for (String membershipId : membershipIds) {
            itemNumber(membershipId).ifPresent(item -> items.put(membershipId, item));
        }
        return items;
    }

    private Optional<String> itemNumber(String membershipId) {
        return jdbc.sql("""
                        SELECT e.item_number FROM bc_membership_entry e
                        JOIN bc_membership m ON m.entry_no = e.membership_entry_no
                        WHERE m.membership_id = :id AND e.item_number <> '' AND e.blocked = FALSE
                        ORDER BY CASE WHEN (e.valid_from IS NULL OR e.valid_from <= :today)
                          AND (e.valid_until IS NULL OR e.valid_until >= :today) THEN 0 ELSE 1 END, e.entry_no DESC
                        FETCH FIRST 1 ROW ONLY
                        """)
                .param("id", membershipId)
                .param("today", Columns.date(LocalDate.now(clock)))
                .query(String.class)
                .optional();
    }
}
