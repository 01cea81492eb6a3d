package org.membersync.operation;

import java.util.List;
import java.util.Optional;
import org.membersync.state.Bookings;
import org.membersync.state.Buyers;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;

/**
 * What is known of somebody who bought tickets.
 *
 * @param buyers none while the mapping puts no buyers on the list
 * @param bookings the newest of theirs, newest first
 */
public record BuyerExplanation(List<Known> buyers, List<Bookings.Shown> bookings) {

    /**
     * One buyer.
     *
     * @param reasons of the last decision, empty when there is none
     * @param waiting the open change, if there is one
     * @param parked the open failure, if there is one
     */
    public record Known(
            Buyers.Shown buyer,
            String reasons,
            Optional<ChangeQueue.Waiting> waiting,
            Optional<Failures.Failure> parked) {}

    /** Whether anything is known. */
    public boolean isKnown() {
        return !buyers.isEmpty() || !bookings.isEmpty();
    }

    /** No bookings, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "explanation of " + buyers.size() + " buyer(s)";
    }
}
