package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.membersync.decision.MemberLink;
import org.membersync.decision.MemberLink.Status;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.failure.TransientException;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which Business Central member is which HeyLoyalty member. */
public class Links {

    private static final String COLUMNS =
            "member_id, member_number, heyloyalty_id, status, unsubscribed_at, unsubscribed_by, told_at";

    private static final Duration LONGEST_SKEW = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final EarlierEntries earlier;
    private final Clock clock;

    Links(JdbcClient jdbc, EarlierEntries earlier, Clock clock) {
        this.jdbc = jdbc;
        this.earlier = earlier;
        this.clock = clock;
    }

    /** The member's link, if it has one. */
    public Optional<MemberLink> find(String memberId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM member_link WHERE member_id = :id")
                .param("id", memberId)
                .query((row, number) -> link(row))
                .optional();
    }

    /** The link of that HeyLoyalty member, if it has one. */
    public Optional<MemberLink> findByHeyLoyaltyId(String heyLoyaltyId) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM member_link WHERE heyloyalty_id = :id")
                .param("id", heyLoyaltyId)
                .query((row, number) -> link(row))
                .optional();
    }

    /** Those of the HeyLoyalty ids that are linked with another member than this. */
    public Set<String> linkedWithOthers(Collection<String> heyLoyaltyIds, String memberId) {
        Set<String> taken = new TreeSet<>();
        for (String heyLoyaltyId : heyLoyaltyIds) {
            findByHeyLoyaltyId(heyLoyaltyId)
                    .filter(link -> !link.memberId().equals(memberId))
                    .ifPresent(link -> taken.add(heyLoyaltyId));
        }
        return taken;
    }

    /** How many members are linked. */
    public long count() {
        return jdbc.sql("SELECT COUNT(*) FROM member_link").query(Long.class).single();
    }

    /** How many linked members are active on the list. */
    long activeCount() {
        return jdbc.sql("SELECT COUNT(*) FROM member_link WHERE status = 'ACTIVE'")
                .query(Long.class)
                .single();
    }

    /** The members neither read nor queued by the sweep for {@code age}, those first that wait longest. */
    public List<String> notReadFor(Duration age, int limit) {
        return jdbc.sql("SELECT member_id FROM member_link WHERE checked_at < :before ORDER BY checked_at FETCH FIRST "
                        + limit + " ROWS ONLY")
                .param("before", Columns.at(clock.instant().minus(age)))
                .query(String.class)
                .list();
    }

    /**
     * Keeps the link; must run in a transaction.
     *
     * @throws TransientException when another member was linked with that HeyLoyalty member at the same moment
     */
    void save(MemberLink link, Instant checkedAt) {
        earlier.keepLinked(link.memberId(), link.heyLoyaltyId());
        keep(link, checkedAt);
    }

    private void keep(MemberLink link, Instant checkedAt) {
        try {
            merge(link, checkedAt);
        } catch (DuplicateKeyException raced) {
            throw new TransientException(
                    "raced-link",
                    "Another member with the same contact info was linked with HeyLoyalty member " + link.heyLoyaltyId()
                            + " at the same moment: it is looked up again",
                    null);
        }
    }

    /**
     * Keeps links that were found by comparing whole populations; one that anybody else made meanwhile stays. Must run in a
     * transaction.
     *
     * @param found a thousand at most, no member and no entry twice
     * @param checkedAt long enough ago for the sweep to take them in its turn
     */
    void seed(NamedParameterJdbcOperations batches, List<MemberLink> found, Instant checkedAt) {
        Set<String> members =
                linked("member_id", found.stream().map(MemberLink::memberId).toList());
        Set<String> entries = linked(
                "heyloyalty_id", found.stream().map(MemberLink::heyLoyaltyId).toList());
        SqlParameterSource[] free = found.stream()
                .filter(link -> !members.contains(link.memberId()) && !entries.contains(link.heyLoyaltyId()))
                .map(link -> new MapSqlParameterSource()
                        .addValue("id", link.memberId())
                        .addValue("number", link.memberNumber())
                        .addValue("hl", link.heyLoyaltyId())
                        .addValue("status", link.status().name())
                        .addValue("now", Columns.at(checkedAt)))
                .toArray(SqlParameterSource[]::new);
        if (free.length > 0) {
            batches.batchUpdate(
                    "INSERT INTO member_link (member_id, member_number, heyloyalty_id, status, linked_at, checked_at)"
                            + " VALUES (:id, :number, :hl, :status, :now, :now)",
                    free);
        }
    }

    private Set<String> linked(String column, List<String> ids) {
        return ids.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.sql("SELECT " + column + " FROM member_link WHERE " + column + " IN (:ids)")
                        .param("ids", ids)
                        .query(String.class)
                        .list());
    }

    private void merge(MemberLink link, Instant checkedAt) {
        jdbc.sql("""
                        MERGE INTO member_link AS t
                        USING (VALUES (CAST(:id AS VARCHAR(60)), CAST(:number AS VARCHAR(40)), CAST(:hl AS VARCHAR(60)),
                          CAST(:status AS VARCHAR(20)), CAST(:since AS TIMESTAMP WITH TIME ZONE),
                          CAST(:who AS VARCHAR(40)), CAST(:told AS TIMESTAMP WITH TIME ZONE),
                          CAST(:now AS TIMESTAMP WITH TIME ZONE)))
                          AS v(member_id, member_number, heyloyalty_id, status, unsubscribed_at, unsubscribed_by, told_at,
                          checked_at)
                        ON t.member_id = v.member_id
                        WHEN MATCHED THEN UPDATE SET member_number = v.member_number, heyloyalty_id = v.heyloyalty_id,
                          status = v.status, unsubscribed_at = v.unsubscribed_at, unsubscribed_by = v.unsubscribed_by,
                          told_at = v.told_at, checked_at = v.checked_at, removal_discarded_at = NULL,
                          email_status = CASE WHEN t.heyloyalty_id = v.heyloyalty_id THEN t.email_status END
                        WHEN NOT MATCHED THEN INSERT (member_id, member_number, heyloyalty_id, status, unsubscribed_at,
                          unsubscribed_by, told_at, linked_at, checked_at)
                          VALUES (v.member_id, v.member_number, v.heyloyalty_id, v.status, v.unsubscribed_at,
                          v.unsubscribed_by, v.told_at, v.checked_at, v.checked_at)
                        """)
                .param("id", link.memberId())
                .param("number", link.memberNumber())
                .param("hl", link.heyLoyaltyId())
                .param("status", link.status().name())
                .param("since", Columns.at(link.unsubscribedAt()))
                .param(
                        "who",
                        link.unsubscribedBy() == null
                                ? null
                                : link.unsubscribedBy().name())
                .param("told", Columns.at(link.toldAt()))
                .param("now", Columns.at(checkedAt))
                .update();
    }

    /** Notes HeyLoyalty's own time of an unsubscription of ours: any later one is not ours. */
    void told(String heyLoyaltyId, Instant when) {
        jdbc.sql("UPDATE member_link SET told_at = :told WHERE heyloyalty_id = :id AND told_at IS NULL"
                        + " AND status = 'UNSUBSCRIBED' AND unsubscribed_by <> 'HEYLOYALTY'")
                .param("told", Columns.at(when))
                .param("id", heyLoyaltyId)
                .update();
    }

    /** Notes what HeyLoyalty says of e-mails to its member. */
    void emailStatus(String heyLoyaltyId, EmailStatus status) {
        jdbc.sql("UPDATE member_link SET email_status = :status WHERE heyloyalty_id = :id")
                .param("status", status == EmailStatus.FINE ? null : status.name())
                .param("id", heyLoyaltyId)
                .update();
    }

    /** What HeyLoyalty said of e-mails to that member when its entry was last worked on. */
    public EmailStatus emailStatus(String memberId) {
        return jdbc.sql("SELECT email_status FROM member_link WHERE member_id = :id AND email_status IS NOT NULL")
                .param("id", memberId)
                .query(String.class)
                .optional()
                .map(EmailStatus::valueOf)
                .orElse(EmailStatus.FINE);
    }

    /**
     * Has those read again soon whose last reading was noted by a clock that was ahead, or the sweep would pass them over.
     *
     * @return how many there were
     */
    int bringBack() {
        Instant now = clock.instant();
        return jdbc.sql("UPDATE member_link SET checked_at = :past WHERE checked_at > :limit")
                .param("past", Columns.at(Instant.EPOCH))
                .param("limit", Columns.at(now.plus(LONGEST_SKEW)))
                .update();
    }

    /** Notes that the sweep queued the member: one whose turn fails each time must not hold up the others. */
    void queuedAgain(String memberId) {
        jdbc.sql("UPDATE member_link SET checked_at = :now WHERE member_id = :id")
                .param("now", Columns.at(clock.instant()))
                .param("id", memberId)
                .update();
    }

    /** Must run in a transaction. */
    void delete(String memberId) {
        earlier.keepLinked(memberId, "");
        jdbc.sql("DELETE FROM member_link WHERE member_id = :id")
                .param("id", memberId)
                .update();
    }

    private static MemberLink link(ResultSet row) throws SQLException {
        String who = row.getString("unsubscribed_by");
        return new MemberLink(
                row.getString("member_id"),
                row.getString("member_number"),
                row.getString("heyloyalty_id"),
                Status.valueOf(row.getString("status")),
                Columns.instant(row, "unsubscribed_at"),
                who == null ? null : UnsubscribedBy.valueOf(who),
                Columns.instant(row, "told_at"));
    }
}
