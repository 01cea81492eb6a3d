package org.membersync.operation.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.membersync.decision.Direction;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;

/** Words of the program as people read them. */
final class Words {

    private Words() {}

    /** Where a change of that direction goes. */
    static String target(Direction direction) {
        return switch (direction) {
            case INBOUND -> "to Business Central";
            case BATCH, BOOKING -> "to Heybooking";
            case OUTBOUND, MEMBERSHIP, BUYER, AUDIENCE -> "to HeyLoyalty";
        };
    }

    /** What an open change waits for. */
    static String waits(ChangeQueue.Waiting waiting) {
        Instant due = waiting.dueAt().isAfter(waiting.settledAt()) ? waiting.dueAt() : waiting.settledAt();
        if (!waiting.held().isEmpty()) {
            return "A removal (" + outcome(waiting.held()) + ") is decided and waits, because it comes with many"
                    + " others: removals show";
        }
        String why = waiting.lastMessage().isEmpty() ? "" : ", after: " + waiting.lastMessage();
        return waiting.inHand()
                ? "A change " + target(waiting.direction()) + " is being worked on (" + waiting.source() + ")"
                : "A change " + target(waiting.direction()) + " waits (" + waiting.source() + "), due " + time(due)
                        + ", failed tries " + waiting.attempts() + why;
    }

    /** What is parked, and why. */
    static String parked(Failures.Failure parked) {
        return "Parked on the way " + target(parked.direction()) + " since " + time(parked.failedAt()) + " as failure "
                + parked.id() + " (" + parked.reason() + "): " + parked.message();
    }

    /** To the second; empty for null. */
    static String time(Instant time) {
        return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code IN_STEP} as {@code in step}. */
    static String outcome(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
