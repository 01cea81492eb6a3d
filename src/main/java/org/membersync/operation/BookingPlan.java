package org.membersync.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.Reason;
import org.membersync.operation.PlanRun.Planned;
import org.membersync.state.BookingBatches;
import org.membersync.state.Bookings;
import org.membersync.state.ChangeQueue;
import org.membersync.sync.MemberSwitch;

/** How many bookings a run would send to Heybooking (behaviour R3, B). */
class BookingPlan {

    static final String OUTCOME = "BOOKINGS_SENT";

    private final MemberSwitch memberSwitch;
    private final Bookings bookings;
    private final BookingBatches batches;
    private final ChangeQueue queue;

    BookingPlan(MemberSwitch memberSwitch, Bookings bookings, BookingBatches batches, ChangeQueue queue) {
        this.memberSwitch = memberSwitch;
        this.bookings = bookings;
        this.batches = batches;
        this.queue = queue;
    }

    /** Those that wait, and those of the import that is under way; one that was parked waits for an operator. */
    long count() {
        if (!memberSwitch.areBookingsOn()) {
            return 0;
        }
        long underWay = queue.all().stream()
                .filter(open -> open.direction() == Direction.BATCH)
                .map(open -> new Change(Direction.BATCH, open.memberId(), "", "plan", 0, "", 0))
                .mapToLong(batch -> batches.of(batch).bookings().size())
                .sum();
        return bookings.counts().getOrDefault("waiting", 0L) + underWay;
    }

    /** The one row of a plan; none without a booking. */
    static Optional<Planned> row(long count) {
        return count == 0
                ? Optional.empty()
                : Optional.of(new Planned(
                        "Heybooking",
                        null,
                        OUTCOME,
                        Map.of(),
                        Map.of(),
                        List.of(new Reason("B", count + " booking(s) would be imported by Heybooking")),
                        Optional.empty()));
    }
}
