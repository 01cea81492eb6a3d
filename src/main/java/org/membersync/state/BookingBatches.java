package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.membersync.booking.Booking;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts bookings together that go in one import. What is in a batch does not change any more, so that one whose answer was lost
 * is repeated as it was; and no further batch is made before it came through, so that a booking's news never overtake each
 * other (behaviour B, L3).
 */
public class BookingBatches {

    static final String PREFIX = "batch-";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ChangeQueue queue;
    private final SharedLocks locks;
    private final int size;
    private final Duration age;

    BookingBatches(
            JdbcClient jdbc, TransactionTemplate transaction, Clock clock, ChangeQueue queue, int size, Duration age) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.queue = queue;
        this.locks = new SharedLocks(jdbc);
        this.size = size;
        this.age = age;
    }

    /** A batch; without the bookings that were told anew or erased since. */
    public record Batch(long number, Instant sealedAt, List<Booking> bookings) {

        /** No bookings, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return PREFIX + number;
        }
    }

    /**
     * Makes a batch of what waits, if it is enough or waited long enough, and queues it.
     *
     * @param hurry whether it need not have waited; null for no
     * @return how many bookings are in it, 0 when none was made
     */
    public int seal(Boolean hurry) {
        if (count("SELECT COUNT(*) FROM (SELECT id FROM booking WHERE status = 'waiting' FETCH FIRST 1 ROW ONLY) AS o")
                == 0) {
            return 0;
        }
        return Collisions.outlive(() -> transaction.execute(status -> {
            locks.take(SharedLocks.BOOKINGS);
            List<Long> waiting = jdbc.sql("SELECT id FROM booking WHERE status = 'waiting' ORDER BY id FETCH FIRST "
                            + size + " ROWS ONLY")
                    .query(Long.class)
                    .list();
            boolean due = waiting.size() >= size || Boolean.TRUE.equals(hurry) || hasWaitedLongEnough();
            return waiting.isEmpty() || !due || isUnderWay() ? 0 : seal(waiting);
        }));
    }

    private boolean isUnderWay() {
        return count("SELECT COUNT(*) FROM member_change WHERE direction = 'BATCH'") > 0;
    }

    private boolean hasWaitedLongEnough() {
        return jdbc.sql("SELECT COUNT(*) FROM booking WHERE status = 'waiting' AND received_at <= :limit")
                        .param("limit", Columns.at(clock.instant().minus(age)))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private int seal(List<Long> waiting) {
        jdbc.sql("INSERT INTO booking_batch (sealed_at, bookings) VALUES (:now, :bookings)")
                .param("now", Columns.at(clock.instant()))
                .param("bookings", waiting.size())
                .update();
        // Nobody else makes one while the lock is held.
        long number =
                jdbc.sql("SELECT MAX(id) FROM booking_batch").query(Long.class).single();
        jdbc.sql("UPDATE booking SET status = 'sealed', batch_id = :batch WHERE status = 'waiting' AND id <= :last")
                .param("batch", number)
                .param("last", waiting.get(waiting.size() - 1))
                .update();
        // A batch that was parked, should it be replayed, must not bring back what is told anew here.
        jdbc.sql(
                        "UPDATE booking SET status = 'replaced' WHERE status = 'sealed' AND batch_id <> :batch AND booking_id IN"
                                + " (SELECT booking_id FROM booking WHERE batch_id = :batch)")
                .param("batch", number)
                .update();
        queue.dueNow(Direction.BATCH, PREFIX + number, "booking");
        return waiting.size();
    }

    /** What is in the batch of that turn, in the order in which it came. */
    public Batch of(Change change) {
        long number = number(change);
        Instant sealedAt = jdbc.sql("SELECT sealed_at FROM booking_batch WHERE id = :id")
                .param("id", number)
                .query((row, at) -> Optional.ofNullable(Columns.instant(row, "sealed_at")))
                .optional()
                .flatMap(at -> at)
                .orElse(clock.instant());
        List<Booking> bookings = jdbc
                .sql("SELECT event FROM booking WHERE batch_id = :id AND status = 'sealed' ORDER BY id")
                .param("id", number)
                .query(String.class)
                .list()
                .stream()
                .map(Booking::ofJson)
                .toList();
        return new Batch(number, sealedAt, bookings);
    }

    private static long number(Change change) {
        return Long.parseLong(change.memberId().substring(PREFIX.length()));
    }

    /**
     * Ends the turn of a batch that came through, and makes the next one.
     *
     * @return how many bookings were sent
     * @throws org.membersync.failure.OvertakenException when another process took the turn over: nothing is recorded
     */
    public int sent(Change change) {
        int sent = Collisions.outlive(() -> transaction.execute(status -> {
            queue.fence(change);
            int bookings = jdbc.sql(
                            "UPDATE booking SET status = 'sent', sent_at = :now WHERE batch_id = :batch AND status = 'sealed'")
                    .param("now", Columns.at(clock.instant()))
                    .param("batch", number(change))
                    .update();
            jdbc.sql("UPDATE booking_batch SET sent_at = :now WHERE id = :batch")
                    .param("now", Columns.at(clock.instant()))
                    .param("batch", number(change))
                    .update();
            queue.complete(change);
            return bookings;
        }));
        seal(false);
        return sent;
    }

    private int count(String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }
}
