package org.membersync.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.failure.FailureClassifier;
import org.membersync.settings.RetrySettings;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Holds;
import org.membersync.state.LateWrites;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the failure policies do with a member whose turn failed (behaviour L1, L2). A plan's turn is not claimed from the queue
 * and must leave no trace (R3): its failure stays in the exchange for the plan to report.
 */
public class FailureHandling {

    /** How long a direction waits before refused access is tried again. */
    private static final Duration HOLD = Duration.ofMinutes(1);

    private static final String DISPATCH = "dispatch-changes";
    private static final String LIST_POLL = "poll-heyloyalty-members";

    private static final Logger LOG = LoggerFactory.getLogger(FailureHandling.class);

    private final FailureClassifier classifier;
    private final RetrySettings retry;
    private final ChangeQueue queue;
    private final Failures failures;
    private final Holds holds;
    private final LateWrites lateWrites;
    private final RandomGenerator random;

    FailureHandling(
            FailureClassifier classifier,
            RetrySettings retry,
            ChangeQueue queue,
            Failures failures,
            Holds holds,
            LateWrites lateWrites,
            RandomGenerator random) {
        this.classifier = classifier;
        this.retry = retry;
        this.queue = queue;
        this.failures = failures;
        this.holds = holds;
        this.lateWrites = lateWrites;
        this.random = random;
    }

    /** Puts the change back to be tried later; parks it when it had its tries. An outage of a system counts no try. */
    public void postpone(Change change, Exception failure) {
        if (isPlanned(change)) {
            return;
        }
        if (classifier.isOvertaken(failure)) {
            // The queue knows by the claim whose turn it is: it hands it out again, or somebody else has it.
            LOG.info("{} waits: {}", change.subject(), classifier.describe(failure));
            lateWrites.mend(change);
            queue.release(change);
            return;
        }
        boolean outage = classifier.isOutage(failure);
        int attempts = outage ? change.attempts() : change.attempts() + 1;
        if (attempts >= retry.maxAttempts()) {
            park(change, failure);
            return;
        }
        Duration delay = BackOff.delay(
                Math.max(1, attempts), retry, classifier.retryAfter(failure).orElse(Duration.ZERO), random);
        LOG.info("{} is tried again in {} s: {}", change.subject(), delay.toSeconds(), classifier.describe(failure));
        queue.postpone(change, delay, attempts, classifier.reason(failure), classifier.describe(failure));
    }

    /** Parks the member with its reason. */
    public void park(Change change, Exception failure) {
        if (isPlanned(change)) {
            return;
        }
        String message = classifier.describe(failure);
        if ("internal-error".equals(classifier.reason(failure))) {
            LOG.error("{} is parked: {}", change.subject(), message, Traces.withoutMessages(failure));
        } else {
            LOG.warn("{} is parked ({}): {}", change.subject(), classifier.reason(failure), message);
        }
        failures.park(change, classifier.reason(failure), message);
    }

    /** Gives the change back and holds its direction, because no member is to blame for refused access. */
    public void hold(Change change, Exception failure) {
        if (isPlanned(change)) {
            return;
        }
        queue.release(change);
        holdWork(change.direction().access(), failure);
    }

    private static boolean isPlanned(Change change) {
        return change.claimToken().isEmpty();
    }

    /**
     * Notes that a run's access was refused. What turns to HeyLoyalty need, such as the list's definition, stops them until
     * access is tried again; what a poll or a comparison cannot read stops no turn.
     *
     * @param run the route's id
     */
    public void holdRun(String run, Exception failure) {
        if (run.equals(DISPATCH)) {
            holdWork(Direction.OUTBOUND, failure);
        } else if (run.startsWith("poll-")) {
            holdPoll(run, failure);
        } else {
            note(run, failure);
        }
    }

    private void holdPoll(String poll, Exception failure) {
        Direction direction = poll.equals(LIST_POLL) ? Direction.INBOUND : Direction.OUTBOUND;
        String message = classifier.describe(failure);
        if (holds.refused(direction, poll, HOLD, classifier.reason(failure), message)) {
            LOG.error("{} is refused access, and tries again by its schedule: {}", poll, message);
        }
    }

    private void holdWork(Direction direction, Exception failure) {
        String message = classifier.describe(failure);
        if (holds.hold(direction, HOLD, classifier.reason(failure), message)) {
            LOG.error(
                    "{} waits for mended access, and tries again every {} s: {}",
                    words(direction),
                    HOLD.toSeconds(),
                    message);
        }
    }

    private static String words(Direction direction) {
        return switch (direction) {
            case INBOUND -> "Inbound";
            case BATCH -> "The import of bookings";
            default -> "Outbound";
        };
    }

    /** Notes that a run did not get through; what it did not read is read by the next one. */
    public void note(String run, Exception failure) {
        LOG.warn("{} did not get through, the next run goes on from there: {}", run, classifier.describe(failure));
    }
}
