package org.membersync.operation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.CodeLists;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberCase;
import org.membersync.decision.Reason;
import org.membersync.failure.FailureClassifier;
import org.membersync.failure.FailureKind;
import org.membersync.failure.TransientException;
import org.membersync.member.FieldValue;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Directory;
import org.membersync.state.PlannedDirectory;
import org.membersync.state.PlannedReading;
import org.membersync.state.Watermarks;

/** What a run would write, found by the same routes, writing to neither side nor to our own state (behaviour R3). */
public class PlanRun {

    /** Members that are in work or done and not yet told: bounds the memory of a large plan. */
    private static final int AT_ONCE = 200;

    private final SystemCalls calls;
    private final BusinessCentralRequests requests;
    private final ChangeQueue queue;
    private final Directory directory;
    private final Watermarks watermarks;
    private final FailureClassifier classifier;
    private final ExecutorService workers;
    private final Clock clock;

    PlanRun(
            SystemCalls calls,
            BusinessCentralRequests requests,
            ChangeQueue queue,
            Directory directory,
            Watermarks watermarks,
            FailureClassifier classifier,
            ExecutorService workers,
            Clock clock) {
        this.calls = calls;
        this.requests = requests;
        this.queue = queue;
        this.directory = directory;
        this.watermarks = watermarks;
        this.classifier = classifier;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * What would be done with one member.
     *
     * @param heyLoyaltyId null when there is none (yet)
     * @param outcome an {@link org.membersync.decision.Outcome}, {@code PARKED}, or {@code RETRIED} after passing trouble
     * @param write the fields that would be written
     * @param reasons why
     */
    public record Planned(
            String memberNumber,
            String heyLoyaltyId,
            String outcome,
            Map<String, FieldValue> write,
            List<Reason> reasons) {

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
     * @return how often each outcome came up
     * @throws org.membersync.failure.SyncException when a side cannot be reached or refuses access
     */
    public Map<String, Long> run(Consumer<Planned> each) {
        PlannedDirectory overlay = new PlannedDirectory(directory, clock);
        List<Change> changes = changes(overlay);
        Map<String, Long> totals = new TreeMap<>();
        if (!changes.isEmpty()) {
            calls.run("direct:read-heyloyalty-list", "", Map.of());
        }
        for (int from = 0; from < changes.size(); from += AT_ONCE) {
            for (Planned planned : plan(changes.subList(from, Math.min(changes.size(), from + AT_ONCE)), overlay)) {
                totals.merge(planned.outcome(), 1L, Long::sum);
                each.accept(planned);
            }
        }
        return totals;
    }

    /** Every change that waits and every one that the feeds tell now, each member once. */
    private List<Change> changes(PlannedDirectory overlay) {
        PlannedReading reading = new PlannedReading(watermarks, overlay);
        calls.run("direct:read-bc-feeds", "", Map.of("taking", reading));
        Set<String> members = new LinkedHashSet<>();
        Set<String> memberships = new LinkedHashSet<>();
        queue.all().stream()
                .filter(open -> open.direction() != Direction.INBOUND)
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

    private List<Planned> plan(List<Change> changes, PlannedDirectory overlay) {
        List<Future<Planned>> futures = new ArrayList<>();
        changes.forEach(change -> futures.add(workers.submit(() -> plan(change, overlay))));
        List<Planned> planned = new ArrayList<>();
        try {
            for (Future<Planned> future : futures) {
                planned.add(future.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("A plan's turn failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException("interrupted", "The plan was interrupted: nothing was written", e);
        } finally {
            futures.forEach(future -> future.cancel(false));
        }
        return planned;
    }

    private Planned plan(Change change, PlannedDirectory overlay) {
        Exchange exchange = calls.attempt("direct:sync-bc-member", change, Map.of("plan", true, "directory", overlay));
        Decision decision = exchange.getVariable("decision", Decision.class);
        MemberCase memberCase = exchange.getVariable("memberCase", MemberCase.class);
        String number = memberCase == null || memberCase.member() == null
                ? change.shownMember()
                : memberCase.member().number();
        if (decision != null && exchange.getException() == null) {
            return new Planned(
                    number, decision.heyLoyaltyId(), decision.outcome().name(), decision.write(), decision.reasons());
        }
        return failed(number, memberCase, failure(exchange));
    }

    private Planned failed(String number, MemberCase memberCase, Exception failure) {
        FailureKind kind = classifier.kind(failure);
        if (kind == FailureKind.ACCESS && failure instanceof RuntimeException access) {
            // The whole direction would be held: a plan of every member would say so a thousand times.
            throw access;
        }
        String id = memberCase == null || memberCase.link() == null
                ? null
                : memberCase.link().heyLoyaltyId();
        return new Planned(
                number,
                id,
                kind == FailureKind.TRANSIENT ? "RETRIED" : "PARKED",
                Map.of(),
                List.of(new Reason(classifier.reason(failure), classifier.describe(failure))));
    }

    private static Exception failure(Exchange exchange) {
        Exception caught = exchange.getException() == null
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                : exchange.getException();
        return caught == null ? new IllegalStateException("The route decided nothing") : caught;
    }
}
