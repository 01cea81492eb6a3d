package org.membersync.state;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.membersync.decision.Direction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What our own tables know of a person whom a run compares, beside link and base. */
public class PersonFacts {

    private final JdbcClient jdbc;

    PersonFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the last turn of a member had against sending them.
     *
     * @param outcome an {@link org.membersync.decision.Outcome}
     * @param rules the ids of the rules that decided
     */
    public record LastDecision(Instant decidedAt, String outcome, List<String> rules) {}

    /**
     * Whether a turn of the person is due or under way, in either direction.
     *
     * @param memberId null for none
     * @param heyLoyaltyId null for none
     */
    public boolean isWaiting(String memberId, String heyLoyaltyId) {
        return count("SELECT COUNT(*) FROM member_change WHERE direction = 'OUTBOUND' AND member_id = :id", memberId)
                        > 0
                || count(
                                "SELECT COUNT(*) FROM member_change WHERE direction = 'INBOUND' AND member_id = :id",
                                heyLoyaltyId)
                        > 0
                || count("SELECT COUNT(*) FROM announced_write WHERE member_id = :id", memberId) > 0;
    }

    /**
     * The ids of those with a turn due or under way, in either direction.
     *
     * @param memberIds a thousand at most
     * @param heyLoyaltyIds a thousand at most
     */
    public Set<String> waiting(Collection<String> memberIds, Collection<String> heyLoyaltyIds) {
        Set<String> waiting = new HashSet<>();
        if (!memberIds.isEmpty()) {
            waiting.addAll(queued(Direction.OUTBOUND, memberIds));
            waiting.addAll(among("SELECT member_id FROM announced_write WHERE member_id IN (:ids)", memberIds));
        }
        if (!heyLoyaltyIds.isEmpty()) {
            waiting.addAll(queued(Direction.INBOUND, heyLoyaltyIds));
        }
        return waiting;
    }

    /** The direction is looked at here: asked for it too, the embedded database would look through all of it. */
    private List<String> queued(Direction direction, Collection<String> ids) {
        return jdbc
                .sql("SELECT member_id, direction FROM member_change WHERE member_id IN (:ids)")
                .param("ids", ids)
                .query((row, number) -> direction.name().equals(row.getString("direction"))
                        ? Optional.of(row.getString("member_id"))
                        : Optional.<String>empty())
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The ids of those of whom a turn towards HeyLoyalty decided before.
     *
     * @param memberIds a thousand at most
     */
    public Set<String> decided(Collection<String> memberIds) {
        return memberIds.isEmpty()
                ? Set.of()
                : new HashSet<>(among(
                        "SELECT DISTINCT member_id FROM consent_decision WHERE direction = 'OUTBOUND' AND member_id IN (:ids)",
                        memberIds));
    }

    private List<String> among(String sql, Collection<String> ids) {
        return jdbc.sql(sql).param("ids", ids).query(String.class).list();
    }

    /**
     * Whether the person is parked, or was dismissed and has not changed since.
     *
     * @param changedAt when Business Central last changed the member, null when unknown
     */
    public boolean isParked(String memberId, String heyLoyaltyId, Instant changedAt) {
        return isParked(memberId, changedAt) || isParked(heyLoyaltyId, changedAt);
    }

    private boolean isParked(String id, Instant changedAt) {
        return id != null
                && jdbc.sql("SELECT COUNT(*) FROM failure WHERE member_id = :id AND field = ''"
                                        + " AND (status = 'open' OR status = 'dismissed' AND failed_at >= :changed)")
                                .param("id", id)
                                .param("changed", Columns.at(changedAt == null ? Instant.EPOCH : changedAt))
                                .query(Long.class)
                                .single()
                        > 0;
    }

    /** Whether the entry was made for a buyer of tickets: nobody must have it in Business Central. */
    public boolean isOfBuyer(String heyLoyaltyId) {
        return count("SELECT COUNT(*) FROM buyer WHERE made_here AND heyloyalty_id = :id", heyLoyaltyId) > 0;
    }

    /** The fields of the entry that wait for an operator, or that one dismissed. */
    public List<String> parkedFields(String heyLoyaltyId) {
        return jdbc.sql("SELECT DISTINCT field FROM failure WHERE member_id = :id AND field <> ''"
                        + " AND status IN ('open', 'dismissed')")
                .param("id", heyLoyaltyId)
                .query(String.class)
                .list();
    }

    /** When the newsletter was last seen not wanted, null when never. */
    public Instant optOutSeenAt(String memberId) {
        return jdbc
                .sql("SELECT opt_out_seen_at FROM bc_member WHERE member_id = :id")
                .param("id", memberId)
                .query((row, number) -> Optional.ofNullable(Columns.instant(row, "opt_out_seen_at")))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /** What the member's last turn towards HeyLoyalty came to, leaving out failed ones; empty when there was none. */
    public Optional<LastDecision> lastDecision(String memberId) {
        return jdbc.sql(
                        "SELECT decided_at, outcome, rules FROM consent_decision WHERE member_id = :id AND direction = 'OUTBOUND'"
                                + " AND outcome <> 'PARKED' ORDER BY id DESC FETCH FIRST 1 ROW ONLY")
                .param("id", memberId)
                .query((row, number) -> new LastDecision(
                        Columns.instant(row, "decided_at"),
                        row.getString("outcome"),
                        Arrays.asList(row.getString("rules").split(","))))
                .optional();
    }

    private long count(String sql, String id) {
        return id == null ? 0 : jdbc.sql(sql).param("id", id).query(Long.class).single();
    }
}
