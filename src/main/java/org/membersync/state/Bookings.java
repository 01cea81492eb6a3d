package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.membersync.booking.BookingEvent;
import org.membersync.booking.BookingReader;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.failure.PermanentException;
import org.membersync.http.Json;
import org.membersync.mapping.BookingSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Bookings as they came in, each stored before it is answered. A repeated event changes nothing, a newer one takes the place
 * of one that still waits; one that cannot be used is parked with its reason, and the others go on (behaviour B).
 */
public class Bookings {

    /** What becomes of an event. */
    public enum Result {
        TAKEN,
        /** Told already, in the same words. */
        REPEATED,
        /** A later event was told before. */
        OLDER,
        PARKED,
        /** Of somebody who was erased since: nothing of it is kept. */
        ERASED;

        /** As metrics and messages name it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static final String WAITING = "waiting";
    static final String PARKED = "parked";
    static final String REPLACED = "replaced";

    private static final String SOURCE = "booking";
    private static final String PREFIX = "booking-";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ChangeQueue queue;
    private final Failures failures;
    private final Suppressions suppressions;
    private final Buyers buyers;
    private final SharedLocks locks;

    Bookings(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            ChangeQueue queue,
            Failures failures,
            Suppressions suppressions,
            Buyers buyers) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.queue = queue;
        this.failures = failures;
        this.suppressions = suppressions;
        this.buyers = buyers;
        this.locks = new SharedLocks(jdbc);
    }

    /** What is kept of a booking. */
    private record Kept(long id, String status, String event, Instant happenedAt) {

        /** The change that looks at it once more. */
        String reference() {
            return PREFIX + id;
        }
    }

    /**
     * Stores the events; all are committed when this returns.
     *
     * @return how often each result came up
     */
    public Map<Result, Integer> store(List<BookingEvent> events) {
        return Collisions.outlive(() -> transaction.execute(status -> {
            locks.take(SharedLocks.BOOKINGS);
            Map<Result, Integer> results = new TreeMap<>();
            events.forEach(event -> results.merge(store(event), 1, Integer::sum));
            return results;
        }));
    }

    private Result store(BookingEvent event) {
        String contact = suppressions.contactHash(event.email());
        if (isErased(event, contact)) {
            return Result.ERASED;
        }
        Optional<Kept> known = newest(event.bookingId());
        if (known.filter(kept -> kept.event().equals(event.kept())).isPresent()) {
            return Result.REPEATED;
        }
        if (known.filter(kept -> isLater(kept.happenedAt(), event.happenedAt())).isPresent()) {
            return Result.OLDER;
        }
        return event.isGood() ? take(event, known, contact) : park(event, known, contact);
    }

    /** Somebody who was erased may buy again: only what was sold since is kept. */
    private boolean isErased(BookingEvent event, String contact) {
        Optional<Instant> erased = contact == null ? Optional.empty() : suppressions.contactSuppressedAt(contact);
        if (erased.isEmpty()) {
            return false;
        }
        String sold = event.isGood() ? event.booking().value(BookingSource.DOCUMENT_DATE) : "";
        return sold.isEmpty()
                || !LocalDate.parse(sold)
                        .isAfter(erased.get().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private static boolean isLater(Instant known, Instant told) {
        return known != null && told != null && known.isAfter(told);
    }

    private Result take(BookingEvent event, Optional<Kept> known, String contact) {
        known.filter(kept -> kept.status().equals(PARKED)).ifPresent(this::supersede);
        Optional<Kept> waiting = waiting(event.bookingId());
        if (waiting.isPresent()) {
            jdbc.sql("UPDATE booking SET event = :event, event_at = :at, contact_hash = :contact WHERE id = :id")
                    .param("event", event.kept())
                    .param("at", Columns.at(event.happenedAt()))
                    .param("contact", contact)
                    .param("id", waiting.get().id())
                    .update();
        } else {
            insert(event, WAITING, contact);
        }
        if (known.filter(kept -> !kept.status().equals(PARKED)).isEmpty()) {
            buyers.note(event.booking().contact(), contact);
        }
        return Result.TAKEN;
    }

    private Result park(BookingEvent event, Optional<Kept> known, String contact) {
        known.filter(kept -> kept.status().equals(PARKED)).ifPresent(this::supersede);
        insert(event, PARKED, contact);
        Kept parked = newest(event.bookingId()).orElseThrow();
        failures.parkNew(
                new Change(Direction.BOOKING, parked.reference(), Columns.cut(event.bookingId(), 40), SOURCE, 0, "", 0),
                event.problem().reason(),
                event.problem().getMessage());
        return Result.PARKED;
    }

    private void supersede(Kept parked) {
        failures.supersede(parked.reference());
        status(parked.id(), REPLACED);
    }

    private void status(long id, String status) {
        jdbc.sql("UPDATE booking SET status = :status WHERE id = :id")
                .param("status", status)
                .param("id", id)
                .update();
    }

    private void insert(BookingEvent event, String status, String contact) {
        jdbc.sql("""
                        INSERT INTO booking (booking_id, contact_hash, status, event, event_at, received_at)
                        VALUES (:booking, :contact, :status, :event, :at, :now)
                        """)
                .param("booking", event.bookingId())
                .param("contact", contact)
                .param("status", status)
                .param("event", event.kept())
                .param("at", Columns.at(event.happenedAt()))
                .param("now", Columns.at(clock.instant()))
                .update();
    }

    private Optional<Kept> newest(String bookingId) {
        return one("booking_id = :id ORDER BY id DESC FETCH FIRST 1 ROW ONLY", bookingId);
    }

    private Optional<Kept> waiting(String bookingId) {
        return one("booking_id = :id AND status = 'waiting' ORDER BY id FETCH FIRST 1 ROW ONLY", bookingId);
    }

    private Optional<Kept> one(String which, Object id) {
        return jdbc.sql("SELECT id, status, event, event_at FROM booking WHERE " + which)
                .param("id", id)
                .query((row, number) -> new Kept(
                        row.getLong("id"),
                        row.getString("status"),
                        row.getString("event"),
                        Columns.instant(row, "event_at")))
                .optional();
    }

    /**
     * Looks at a parked booking once more, and ends the turn when it can be used now.
     *
     * @throws PermanentException when it still cannot
     */
    public void again(Change change) {
        Collisions.outlive(transaction, () -> {
            locks.take(SharedLocks.BOOKINGS);
            queue.fence(change);
            one("id = :id", Long.valueOf(change.memberId().substring(PREFIX.length())))
                    .filter(kept -> kept.status().equals(PARKED))
                    .ifPresent(this::again);
            queue.complete(change);
        });
    }

    private void again(Kept parked) {
        BookingEvent event = Json.read(parked.event())
                .map(BookingReader::read)
                .orElseThrow(() -> new PermanentException(
                        "bad-value", "The event is too long to be looked at again: send it anew, or dismiss it"));
        if (!event.isGood()) {
            throw event.problem();
        }
        status(parked.id(), REPLACED);
        take(event, Optional.empty(), suppressions.contactHash(event.email()));
    }

    /** Takes the person's bookings out of the tables; must run in a transaction. */
    void forget(String contactHash) {
        List<Long> ids = jdbc.sql("SELECT id FROM booking WHERE contact_hash = :contact")
                .param("contact", contactHash)
                .query(Long.class)
                .list();
        for (Long id : ids) {
            failures.deleteOf(PREFIX + id);
            queue.forget(Direction.BOOKING, PREFIX + id);
        }
        jdbc.sql("DELETE FROM booking WHERE contact_hash = :contact")
                .param("contact", contactHash)
                .update();
    }

    /**
     * A booking that can be shown.
     *
     * @param problem why it, or the batch that it is in, is parked; empty when it is not
     * @param event what was told of it: personal data
     */
    public record Shown(
            String bookingId,
            String status,
            Instant receivedAt,
            Instant sentAt,
            Long batch,
            String problem,
            String event) {

        /** No personal data, so that a log line never holds any. */
        @Override
        public String toString() {
            return "booking " + bookingId;
        }
    }

    /** The newest bookings, newest first. */
    public List<Shown> latest(int limit) {
        return shown("1 = 1", "", limit);
    }

    /** What was told of the booking, newest first. */
    public List<Shown> of(String bookingId) {
        return shown("booking_id = :id", bookingId, 100);
    }

    /** The bookings of whoever has one of these contacts, newest first. @param contacts as {@link Buyers#contacts} gives them */
    public List<Shown> ofContacts(Collection<String> contacts, int limit) {
        return contacts.isEmpty() ? List.of() : shown("contact_hash IN (:id)", contacts, limit);
    }

    private List<Shown> shown(String which, Object id, int limit) {
        return jdbc
                .sql("SELECT id, booking_id, status, received_at, sent_at, batch_id, event FROM booking WHERE " + which
                        + " ORDER BY id DESC FETCH FIRST " + limit + " ROWS ONLY")
                .param("id", id)
                .query(Bookings::shown)
                .list()
                .stream()
                .map(this::withProblem)
                .toList();
    }

    /** With the turn that it may be parked in instead of the problem. */
    private static Shown shown(ResultSet row, int number) throws SQLException {
        String status = row.getString("status");
        Long batch = row.getObject("batch_id") == null ? null : row.getLong("batch_id");
        String turn =
                switch (status) {
                    case PARKED -> PREFIX + row.getLong("id");
                    case "sealed" -> BookingBatches.PREFIX + batch;
                    default -> "";
                };
        return new Shown(
                row.getString("booking_id"),
                status,
                Columns.instant(row, "received_at"),
                Columns.instant(row, "sent_at"),
                batch,
                turn,
                row.getString("event"));
    }

    private Shown withProblem(Shown shown) {
        return new Shown(
                shown.bookingId(),
                shown.status(),
                shown.receivedAt(),
                shown.sentAt(),
                shown.batch(),
                shown.problem().isEmpty() ? "" : problem(shown.problem()),
                shown.event());
    }

    private String problem(String turn) {
        return failures.ofMember(turn).stream()
                .filter(failure -> failure.status().equals("open"))
                .map(failure -> "failure " + failure.id() + " (" + failure.reason() + "): " + failure.message())
                .findFirst()
                .orElse("");
    }

    /** How many bookings there are in each status. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql("SELECT status, COUNT(*) AS bookings FROM booking GROUP BY status")
                .query((row, number) -> counts.put(row.getString("status"), row.getLong("bookings")))
                .list();
        return counts;
    }
}
