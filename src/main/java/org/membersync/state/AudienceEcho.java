package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.ActivationStore;
import org.membersync.member.HeyLoyaltyMember;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Our writes of audiences as they come back: they are no news of the entry (behaviour I9), and an unsubscription that crossed
 * one is not lost (quality P2).
 */
public class AudienceEcho {

    /** HeyLoyalty's clock and ours may be this far apart. */
    private static final Duration NEAR = Duration.ofMinutes(15);

    /** A webhook of our own write comes no later. */
    private static final Duration LATEST = Duration.ofDays(1);

    /** As long as entries may show late on the list. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Suppressions suppressions;
    private final ActivationStore activations;
    private final ListSeen seen;
    private final ChangeQueue queue;
    private final Claims claims;

    AudienceEcho(
            JdbcClient jdbc,
            Clock clock,
            Suppressions suppressions,
            ActivationStore activations,
            ListSeen seen,
            ChangeQueue queue,
            Claims claims) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.suppressions = suppressions;
        this.activations = activations;
        this.seen = seen;
        this.queue = queue;
        this.claims = claims;
    }

    /**
     * Notes a write right before it is made. News of an entry that nobody has looked at yet is queued, because the write makes
     * it look old.
     *
     * @param entry as it was read
     * @param ofMembers whether the entry is on the members' list
     * @throws org.membersync.failure.OvertakenException when the turn is not ours any more
     */
    public void announce(Change change, HeyLoyaltyMember entry, boolean ofMembers) {
        claims.whileOurs(change, () -> {
            if (ofMembers && !isLinked(entry.id()) && isUnseen(entry)) {
                queue.dueNow(Direction.INBOUND, entry.id(), "list");
            }
            jdbc.sql("UPDATE audience_person SET written_at = :now, state_mark = :mark, heyloyalty_id = :entry"
                            + " WHERE person_id = :id")
                    .param("now", Columns.at(clock.instant()))
                    .param("mark", mark(entry))
                    .param("entry", entry.id())
                    .param("id", change.memberId())
                    .update();
        });
    }

    /** Whether the poll of the list would still have taken the entry for news. */
    private boolean isUnseen(HeyLoyaltyMember entry) {
        Optional<Instant> newest = jdbc.sql("SELECT newest_at FROM list_watermark")
                .query((row, number) -> Columns.instant(row, "newest_at"))
                .optional();
        return newest.isPresent()
                && entry.updatedAt() != null
                && !entry.updatedAt().isBefore(newest.get().minus(OVERLAP))
                && !isOnlyOurs(entry)
                && !seen.unseen(List.of(entry)).isEmpty();
    }

    private boolean isLinked(String entryId) {
        return count("SELECT COUNT(*) FROM member_link WHERE heyloyalty_id = :entry", entryId) > 0;
    }

    /** Whether nothing but a write of ours has changed the entry since it was read for it. */
    boolean isOnlyOurs(HeyLoyaltyMember entry) {
        return jdbc.sql(
                        "SELECT state_mark FROM audience_person WHERE heyloyalty_id = :entry AND state_mark IS NOT NULL")
                .param("entry", entry.id())
                .query(String.class)
                .list()
                .contains(mark(entry));
    }

    /** Whether a webhook tells of a write of ours, as far as its kind shows; the list tells of anything else. */
    boolean isEcho(String entryId) {
        Instant since = clock.instant().minus(isLinked(entryId) ? NEAR : LATEST);
        return jdbc.sql("SELECT COUNT(*) FROM audience_person WHERE heyloyalty_id = :entry AND written_at >= :since")
                        .param("entry", entryId)
                        .param("since", Columns.at(since))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** When we wrote to the entry last. */
    List<Instant> writes(String entryId) {
        return jdbc.sql(
                        "SELECT written_at FROM audience_person WHERE heyloyalty_id = :entry AND written_at IS NOT NULL")
                .param("entry", entryId)
                .query((row, number) -> Columns.instant(row, "written_at"))
                .list();
    }

    /** Has those looked at whose unsubscription a write of ours may have undone, if no member's turn does so. */
    void unsubscribed(String entryId) {
        if (!isLinked(entryId)) {
            jdbc.sql("SELECT person_id FROM audience_person WHERE heyloyalty_id = :entry AND written_at >= :since")
                    .param("entry", entryId)
                    .param("since", Columns.at(clock.instant().minus(LATEST)))
                    .query(String.class)
                    .list()
                    .forEach(person -> queue.dueNow(Direction.AUDIENCE, person, "unsubscribe"));
        }
    }

    /** Whether somebody who is no member unsubscribed about when we wrote to their entry, and no turn has looked at it yet. */
    public boolean isCrossed(String entryId) {
        if (isLinked(entryId)) {
            return false;
        }
        return jdbc
                .sql("SELECT COALESCE(w.happened_at, w.received_at) AS ended_at, p.written_at FROM webhook_request w"
                        + " JOIN audience_person p ON p.heyloyalty_id = w.member_ref"
                        + " WHERE w.member_ref = :entry AND w.event_type = 'unsubscribe' AND p.written_at IS NOT NULL"
                        + " AND (p.settled_at IS NULL OR w.received_at > p.settled_at)")
                .param("entry", entryId)
                .query((row, number) -> Duration.between(
                                Columns.instant(row, "ended_at"), Columns.instant(row, "written_at"))
                        .abs())
                .list()
                .stream()
                .anyMatch(apart -> apart.compareTo(NEAR) <= 0);
    }

    /** Whether anything may have become of the entry since it was read: then it is read again before it is written to. */
    public boolean isTouched(String entryId, Instant readAt) {
        Instant since = readAt.minus(NEAR.dividedBy(15));
        return jdbc.sql(
                                "SELECT COUNT(*) FROM (SELECT c.id FROM consent_decision c"
                                        + " WHERE c.heyloyalty_id = :entry AND c.decided_at >= :since"
                                        // Our own writes of audiences change nothing else of the entry.
                                        + " AND (c.direction <> 'AUDIENCE' OR c.outcome = 'AUDIENCE_UNSUBSCRIBE')"
                                        + " UNION ALL SELECT w.id FROM webhook_request w"
                                        + " WHERE w.member_ref = :entry AND w.received_at >= :since"
                                        + " UNION ALL SELECT 0 FROM member_change i WHERE i.direction = 'INBOUND' AND i.member_id = :entry"
                                        + " UNION ALL SELECT 0 FROM member_link l LEFT JOIN member_change o"
                                        + " ON o.direction = 'OUTBOUND' AND o.member_id = l.member_id"
                                        + " WHERE l.heyloyalty_id = :entry AND (l.status <> 'ACTIVE' OR o.member_id IS NOT NULL)) AS q")
                        .param("entry", entryId)
                        .param("since", Columns.at(since))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private String mark(HeyLoyaltyMember entry) {
        Set<String> audiences = activations.current().items("").stream()
                .map(ActivationItem::field)
                .collect(Collectors.toSet());
        StringBuilder state = new StringBuilder();
        new TreeMap<>(entry.fields()).forEach((name, value) -> {
            if (!value.isEmpty() && !audiences.contains(name)) {
                state.append('\n').append(name).append('=').append(value.values());
            }
        });
        return suppressions.stateHash(entry.id(), state.toString());
    }

    private int count(String sql, String entryId) {
        return jdbc.sql(sql).param("entry", entryId).query(Integer.class).single();
    }
}
