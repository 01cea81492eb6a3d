package org.membersync.booking;

import java.time.Instant;
import org.membersync.failure.PermanentException;

/**
 * One event of a booking.
 *
 * @param bookingId what tells it from others; of an event without one it is made up of what was sent
 * @param email the holder's, empty when it is not told
 * @param happenedAt null when the event does not tell
 * @param booking null when the event cannot be used
 * @param kept the booking as it is kept; of an event that cannot be used, what was sent
 * @param problem why it cannot be used; null when it can
 */
public record BookingEvent(
        String bookingId, String email, Instant happenedAt, Booking booking, String kept, PermanentException problem) {

    /** Whether it can be used. */
    public boolean isGood() {
        return problem == null;
    }

    /** The id alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "event of booking " + bookingId;
    }
}
