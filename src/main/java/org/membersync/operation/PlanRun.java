package org.membersync.operation;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.membersync.audience.PlannedAudiences;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.CodeLists;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.Reason;
import org.membersync.member.FieldValue;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Directory;
import org.membersync.state.PlannedDirectory;
import org.membersync.state.PlannedList;
import org.membersync.state.PlannedReading;
import org.membersync.state.Watermarks;

/** What a run would write, found by the same routes, writing to neither side nor to our own state (behaviour R3). */
public class PlanRun {

    /** Members that are in work or done and not yet told: bounds the memory of a large plan. */
    private static final int AT_ONCE = 200;

    private static final Set<Direction> PLANNED = Set.of(Direction.OUTBOUND, Direction.MEMBERSHIP);

    private final SystemCalls calls;
    private final BusinessCentralRequests requests;
    private final ChangeQueue queue;
    private final Directory directory;
    private final Watermarks watermarks;
    private final PlannedTurns turns;
    private final AudiencePlanRun audiences;
    private final BookingPlan bookings;
    private final Clock clock;

    PlanRun(
            SystemCalls calls,
            BusinessCentralRequests requests,
            ChangeQueue queue,
            Directory directory,
            Watermarks watermarks,
            PlannedTurns turns,
            AudiencePlanRun audiences,
            BookingPlan bookings,
            Clock clock) {
        this.calls = calls;
        this.requests = requests;
        this.queue = queue;
        this.directory = directory;
        this.watermarks = watermarks;
        this.turns = turns;
        this.audiences = audiences;
        this.bookings = bookings;
        this.clock = clock;
    }

    /**
     * What would be done with one member, one person of an audience, one field of a list, or the bookings together.
     *
     * @param memberNumber of somebody else an id of ours
     * @param heyLoyaltyId null when there is none (yet)
     * @param outcome an {@link org.membersync.decision.Outcome}, {@code PARKED}, or {@code RETRIED} after passing trouble; of
     *     audiences with {@code AUDIENCE_} before it
     * @param write the fields that would be written; of audiences with labels for options
     * @param held what these fields hold now, as far as it is told
     * @param reasons why
     * @param otherDirection the HeyLoyalty member that must have a turn towards Business Central because of it
     */
    public record Planned(
            String memberNumber,
            String heyLoyaltyId,
            String outcome,
            Map<String, FieldValue> write,
            Map<String, FieldValue> held,
            List<Reason> reasons,
            Optional<String> otherDirection) {

        /** No values, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return "plan of member " + memberNumber;
        }
    }

    /**
     * Makes the plan.
     *
     * @param each takes what would be done with each member
     * @return how often each outcome came up, of bookings how many would be sent
     * @throws org.membersync.failure.SyncException when a side cannot be reached or refuses access
     */
    public Map<String, Long> run(Consumer<Planned> each) {
        PlannedDirectory overlay = new PlannedDirectory(directory, clock);
        List<Change> outbound = changes(overlay);
        Set<String> entries = entries();
        List<Change> buyers = buyers();
        Map<String, Long> totals = new TreeMap<>();
        if (!outbound.isEmpty() || !entries.isEmpty() || !buyers.isEmpty()) {
            calls.run("direct:read-heyloyalty-list", "", Map.of());
        }
        Consumer<Planned> told = planned -> {
            totals.merge(planned.outcome(), 1L, Long::sum);
            planned.otherDirection().ifPresent(entries::add);
            each.accept(planned);
        };
        plan(outbound, Map.of("directory", overlay), told);
        plan(entries.stream().map(PlanRun::inbound).toList(), Map.of("directory", overlay), told);
        plan(buyers, Map.of("directory", overlay), told);
        long imported = bookings.count();
        BookingPlan.row(imported).ifPresent(row -> {
            totals.put(row.outcome(), imported);
            each.accept(row);
        });
        PlannedAudiences planned = audiences.begin(told);
        plan(AudiencePlanRun.changes(planned), Map.of("plannedAudiences", planned), told);
        return totals;
    }

    private void plan(List<Change> changes, Map<String, Object> reckoned, Consumer<Planned> told) {
        for (int from = 0; from < changes.size(); from += AT_ONCE) {
            turns.plan(changes.subList(from, Math.min(changes.size(), from + AT_ONCE)), reckoned)
                    .forEach(told);
        }
    }

    /** Every entry of the list that waits or that the list tells of now. */
    private Set<String> entries() {
        PlannedList reading = new PlannedList();
        calls.run("direct:read-heyloyalty-changes", "", Map.of("listTaking", reading));
        Set<String> entries = new LinkedHashSet<>(reading.entries());
        queue.all().stream()
                .filter(open -> open.direction() == Direction.INBOUND)
                .forEach(open -> entries.add(open.memberId()));
        return entries;
    }

    private List<Change> buyers() {
        return queue.all().stream()
                .filter(open -> open.direction() == Direction.BUYER)
                .map(open -> new Change(Direction.BUYER, open.memberId(), "", "plan", 0, "", 0))
                .toList();
    }

    private static Change inbound(String heyLoyaltyId) {
        return new Change(Direction.INBOUND, heyLoyaltyId, "", "plan", 0, "", 0);
    }

    /** Every change that waits and every one that the feeds tell now, each member once. */
    private List<Change> changes(PlannedDirectory overlay) {
        PlannedReading reading = new PlannedReading(watermarks, overlay);
        calls.run("direct:read-bc-feeds", "", Map.of("taking", reading));
        Set<String> members = new LinkedHashSet<>();
        Set<String> memberships = new LinkedHashSet<>();
        queue.all().stream()
                .filter(open -> PLANNED.contains(open.direction()))
                .forEach(open -> (open.direction() == Direction.OUTBOUND ? members : memberships).add(open.memberId()));
        members.addAll(reading.members());
        memberships.addAll(reading.memberships());
        for (String membership : memberships) {
            List<String> known = overlay.membersOf(membership);
            members.addAll(known.isEmpty() ? ask(membership) : known);
        }
        return members.stream().map(member -> change(member, overlay)).toList();
    }

    private List<String> ask(String membershipId) {
        return new CodeLists()
                .memberIds(calls.ask(requests.membershipMembers(membershipId)).body());
    }

    private static Change change(String memberId, Directory overlay) {
        String number =
                overlay.member(memberId).map(Directory.KnownMember::number).orElse("");
        return new Change(Direction.OUTBOUND, memberId, number, "plan", 0, "", 0);
    }
}
