package org.membersync.operation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.membersync.audience.AudiencePolling;
import org.membersync.failure.FailureClassifier;
import org.membersync.state.BookingBatches;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Holds;
import org.membersync.state.Ledger;
import org.membersync.sync.MemberSwitch;

/** One run: reads what changed and works until nothing is due, without awaiting the settle delay. */
public class SyncRun {

    private final SystemCalls calls;
    private final MemberSwitch memberSwitch;
    private final ChangeQueue queue;
    private final Failures failures;
    private final Holds holds;
    private final Standstills standstills;
    private final Ledger ledger;
    private final FailureClassifier classifier;
    private final PausedPoll poll;
    private final AudiencePolling audiences;
    private final BookingBatches batches;
    private final Clock clock;

    SyncRun(
            SystemCalls calls,
            MemberSwitch memberSwitch,
            ChangeQueue queue,
            Failures failures,
            Holds holds,
            Standstills standstills,
            Ledger ledger,
            FailureClassifier classifier,
            PausedPoll poll,
            AudiencePolling audiences,
            BookingBatches batches,
            Clock clock) {
        this.calls = calls;
        this.memberSwitch = memberSwitch;
        this.queue = queue;
        this.failures = failures;
        this.holds = holds;
        this.standstills = standstills;
        this.ledger = ledger;
        this.classifier = classifier;
        this.poll = poll;
        this.audiences = audiences;
        this.batches = batches;
        this.clock = clock;
    }

    /**
     * What came of a run.
     *
     * @param outcomes how often each outcome of the ledger came up
     * @param parked parked members by reason, those of earlier runs too
     * @param waiting changes that a later run must take up
     * @param heldRemovals removals that wait for an operator
     * @param troubles why not everything was done; empty when it was
     */
    public record Report(
            Map<String, Long> outcomes,
            Map<String, Long> parked,
            long waiting,
            long heldRemovals,
            List<String> troubles) {}

    /** Makes the run. */
    public Report run() {
        Instant start = clock.instant();
        List<String> troubles = new ArrayList<>();
        if (memberSwitch.isOn()) {
            // Whoever starts a run by hand may just have mended the access.
            holds.release();
            poll.during(() -> attempt("direct:read-bc-feeds", "Reading the feeds of Business Central", troubles));
            attempt("direct:read-heyloyalty-changes", "Reading the HeyLoyalty list", troubles);
            if (audiences.isOn() && audiences.isPolled()) {
                attempt("direct:read-audience-changes", "Asking the CDP", troubles);
            }
            workOff(troubles);
        } else if (memberSwitch.areBookingsOn()) {
            holds.release();
            workOff(troubles);
        } else {
            troubles.add(memberSwitch.whyOff());
        }
        return report(start, troubles);
    }

    /** Works until nothing is due, without reading what else changed. */
    public Report workOff() {
        Instant start = clock.instant();
        List<String> troubles = new ArrayList<>();
        if (memberSwitch.isOn()) {
            holds.release();
            workOff(troubles);
        } else {
            troubles.add(memberSwitch.whyOff());
        }
        return report(start, troubles);
    }

    private Report report(Instant start, List<String> troubles) {
        Map<String, Long> depth = queue.depth();
        return new Report(
                ledger.outcomesSince(start),
                failures.openByReason(),
                depth.values().stream().mapToLong(Long::longValue).sum(),
                depth.get("held"),
                List.copyOf(troubles));
    }

    private void workOff(List<String> troubles) {
        work(troubles);
        standstills.now().forEach(still -> troubles.add(still.message()));
        queue.postponed()
                .forEach((message, members) -> troubles.add(members + " change(s) wait for a later try: " + message));
    }

    private void work(List<String> troubles) {
        boolean worked;
        boolean sealed;
        do {
            sealed = memberSwitch.areBookingsOn() && batches.seal(true) > 0;
            // Also when nothing is due: removals that wait for others may go on.
            worked = attempt("direct:work-due-changes", "Working on the changes", troubles);
        } while (worked && (sealed || queue.isDue(false)));
    }

    private boolean attempt(String route, String what, List<String> troubles) {
        Exception failure = calls.attempt(route, "", Map.of("hurry", true)).getException();
        if (failure != null) {
            troubles.add(what + " did not get through: " + classifier.describe(failure));
        }
        return failure == null;
    }
}
