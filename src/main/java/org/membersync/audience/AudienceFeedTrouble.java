package org.membersync.audience;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.membersync.failure.FailureClassifier;
import org.membersync.state.Polls;

/** Why the CDP could not be asked last, for those who look after its activations (behaviour A3). */
public class AudienceFeedTrouble {

    /** What passes by itself is nothing to tell while changes still show in time (behaviour A3). */
    private static final Duration PASSING = Duration.ofMinutes(5);

    private static final String POLL = "poll-audiences";

    private final FailureClassifier classifier;
    private final Polls polls;
    private final Clock clock;
    private Trouble last;

    AudienceFeedTrouble(FailureClassifier classifier, Polls polls, Clock clock) {
        this.classifier = classifier;
        this.polls = polls;
        this.clock = clock;
    }

    /** @param since when the first reading in a row did not get through @param at when the last one did not */
    private record Trouble(String message, boolean passing, Instant since, Instant at) {}

    /**
     * A reading is over.
     *
     * @param reading an {@link AudiencePoll} that has ended if it got through, anything else when it did not
     * @param failure null for none
     */
    public synchronized void ended(Object reading, Exception failure) {
        if (reading instanceof AudiencePoll poll && !poll.isOpen()) {
            last = null;
        } else if (failure != null) {
            Instant now = clock.instant();
            last = new Trouble(
                    classifier.describe(failure), classifier.isOutage(failure), isOver() ? now : last.since(), now);
        }
    }

    /** What stands in the way, in one sentence without personal data; empty for nothing. */
    public synchronized String now() {
        if (isOver() || last.passing() && clock.instant().isBefore(last.since().plus(PASSING))) {
            return "";
        }
        return "the CDP's change feed is not read since " + last.since().truncatedTo(ChronoUnit.SECONDS) + ": "
                + last.message();
    }

    /** Also when another process got through since. */
    private boolean isOver() {
        return last == null
                || polls.gotThroughAt(POLL).filter(last.at()::isBefore).isPresent();
    }
}
