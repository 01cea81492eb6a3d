package org.membersync.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which changes may be claimed, and in which order. Each direction is read by itself, along its index: a million changes of one
 * keep none of another waiting.
 */
class Candidates {

    /** An inbound change that is tried again later than this holds up no withdrawal from Business Central. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Set<Direction> served;

    /** @param served the directions that are switched on; the changes of others wait */
    Candidates(JdbcClient jdbc, Set<Direction> served) {
        this.jdbc = jdbc;
        this.served = served;
    }

    /**
     * What is asked for.
     *
     * @param waitForSettling whether changes within their settle delay are left alone
     * @param held who must not be claimed
     * @param which the directions that are asked for
     */
    record Wish(boolean waitForSettling, Instant now, List<String> held, Set<Direction> which) {}

    private record Candidate(Instant dueAt, Change change) {}

    /** What people said in HeyLoyalty comes first, for it may be a withdrawal (quality P2). */
    List<Change> first(int limit, Wish wish) {
        Set<Direction> goingOn = goingOn(wish.now());
        List<Change> all = new ArrayList<>(due(goingOn, Direction.INBOUND, limit, wish));
        int left = limit - all.size();
        // A large audience must not keep the members waiting, nor a large import the audiences.
        List<Change> members = members(goingOn, left, wish);
        List<Change> persons =
                due(goingOn, Direction.AUDIENCE, left == 0 ? 0 : Math.max(left - members.size(), left / 4), wish);
        all.addAll(members.subList(0, Math.min(members.size(), left - persons.size())));
        all.addAll(persons);
        return all;
    }

    /** Those that wait longest of all directions but the two that have a place of their own. */
    private List<Change> members(Set<Direction> goingOn, int limit, Wish wish) {
        Set<Direction> ofMembers = EnumSet.copyOf(List.of(Direction.values()));
        ofMembers.removeAll(Set.of(Direction.INBOUND, Direction.AUDIENCE));
        ofMembers.retainAll(goingOn);
        ofMembers.retainAll(wish.which());
        return ofMembers.stream()
                .flatMap(direction -> candidates(goingOn, direction, limit, wish).stream())
                .sorted(Comparator.comparing(Candidate::dueAt)
                        .thenComparing(candidate -> candidate.change().memberId()))
                .limit(limit)
                .map(Candidate::change)
                .toList();
    }

    private List<Change> due(Set<Direction> goingOn, Direction direction, int limit, Wish wish) {
        return goingOn.contains(direction) && wish.which().contains(direction)
                ? candidates(goingOn, direction, limit, wish).stream()
                        .map(Candidate::change)
                        .toList()
                : List.of();
    }

    /** The directions that are switched on and neither paused nor refused access. */
    private Set<Direction> goingOn(Instant now) {
        List<String> refused = jdbc.sql(
                        "SELECT direction FROM direction_hold WHERE source = 'work' AND held_until > :now")
                .param("now", Columns.at(now))
                .query(String.class)
                .list();
        List<String> paused = jdbc.sql("SELECT direction FROM direction_pause WHERE resumed_at IS NULL")
                .query(String.class)
                .list();
        Set<Direction> goingOn = EnumSet.noneOf(Direction.class);
        Stream.of(Direction.values())
                .filter(served::contains)
                .filter(direction -> !refused.contains(direction.access().name()))
                .filter(direction -> !paused.contains(direction.way().name()))
                .forEach(goingOn::add);
        return goingOn;
    }

    private List<Candidate> candidates(Set<Direction> goingOn, Direction direction, int limit, Wish wish) {
        if (limit <= 0) {
            return List.of();
        }
        return jdbc.sql("SELECT c.member_id, b.member_number, c.source, c.revision, c.attempts, c.due_at"
                        + " FROM member_change c LEFT JOIN bc_member b ON b.member_id = c.member_id"
                        + link(direction)
                        + " WHERE c.direction = :direction AND c.due_at <= :now"
                        + " AND (c.claim_token IS NULL OR c.claimed_until < :now)"
                        + (wish.waitForSettling() ? " AND c.settled_at <= :now" : "")
                        + " AND NOT " + Removals.HELD
                        + notInTheOtherDirection(direction, goingOn.contains(Direction.INBOUND))
                        + (wish.held().isEmpty() ? "" : " AND c.member_id NOT IN (:held)")
                        // The direction too: the order is the index's then, and nothing is sorted.
                        + " ORDER BY c.direction, c.due_at, c.member_id FETCH FIRST " + limit + " ROWS ONLY")
                .param("direction", direction.name())
                .param("now", Columns.at(wish.now()))
                .param("soon", Columns.at(wish.now().plus(SOON)))
                .param("held", wish.held())
                .query((row, number) -> new Candidate(
                        Columns.instant(row, "due_at"),
                        new Change(
                                direction,
                                row.getString("member_id"),
                                Optional.ofNullable(row.getString("member_number"))
                                        .orElse(""),
                                row.getString("source"),
                                row.getLong("revision"),
                                UUID.randomUUID().toString(),
                                row.getInt("attempts"))))
                .list();
    }

    /** Joined, because within a condition the embedded database would begin with all changes of the other direction. */
    private static String link(Direction direction) {
        return switch (direction) {
            case INBOUND -> " LEFT JOIN member_link l ON l.heyloyalty_id = c.member_id";
            case OUTBOUND -> " LEFT JOIN member_link l ON l.member_id = c.member_id";
            case AUDIENCE, MEMBERSHIP, BUYER, BATCH, BOOKING -> "";
        };
    }

    /**
     * The two directions of one member never run at the same time, and what came from HeyLoyalty goes first (behaviour O2).
     * While that waits for longer the other direction is looked at once, for it may be a withdrawal: see {@link Precedence}.
     */
    private static String notInTheOtherDirection(Direction direction, boolean inboundGoesOn) {
        return switch (direction) {
            case INBOUND ->
                " AND NOT EXISTS (SELECT 1 FROM member_change o"
                        + " WHERE o.member_id = l.member_id AND o.direction = 'OUTBOUND'"
                        + " AND o.claim_token IS NOT NULL AND o.claimed_until >= :now)";
            case OUTBOUND ->
                " AND NOT EXISTS (SELECT 1 FROM member_change o"
                        + " WHERE o.member_id = l.heyloyalty_id AND o.direction = 'INBOUND' AND ("
                        + "COALESCE(c.waits_revision, 0) = c.revision"
                        + " OR o.claim_token IS NOT NULL AND o.claimed_until >= :now"
                        + (inboundGoesOn ? " OR o.due_at <= :soon" : "") + "))";
            case AUDIENCE, MEMBERSHIP, BUYER, BATCH, BOOKING -> "";
        };
    }
}
