package org.membersync.booking;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.membersync.decision.Eligibility;
import org.membersync.failure.PermanentException;
import org.membersync.http.Json;
import org.membersync.mapping.BookingSource;

/** Reads one event as {@code schema/booking-event.schema.json} describes it, and says what is wrong with a bad one. */
public final class BookingReader {

    /** When the event happened: of two events of one booking the later one counts, in whatever order they come. */
    static final String EVENT_TIME = "eventTime";

    private static final int LONGEST_KEPT = 15_000;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern PRICE = Pattern.compile("-?\\d{1,12}(\\.\\d{1,6})?");
    private static final BigDecimal LARGEST = new BigDecimal("1e12");

    private BookingReader() {}

    /** The event that the JSON object tells; one that cannot be used says why. */
    public static BookingEvent read(JsonNode event) {
        String ticket = plain(event, BookingSource.TICKET_NUMBER);
        String admission = plain(event, BookingSource.ADMISSION_CODE);
        String email = plain(event, BookingSource.HOLDER_EMAIL);
        String id = Booking.id(ticket, admission);
        try {
            Booking booking = booking(event);
            return new BookingEvent(id, email, eventTime(event, id), booking, booking.json(), null);
        } catch (PermanentException problem) {
            String sent = Json.write(event);
            String known = isId(ticket) && isId(admission) ? id : "unknown-" + hash(sent);
            return new BookingEvent(known, email, null, null, cut(sent), problem);
        }
    }

    private static boolean isId(String part) {
        return !part.isEmpty() && part.length() <= BookingSource.TICKET_NUMBER.longest();
    }

    /** An event without an id is told from others by all of it, so that it is not parked twice. */
    private static String hash(String sent) {
        return UUID.nameUUIDFromBytes(sent.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Only ever looked at by people. */
    private static String cut(String sent) {
        return sent.length() <= LONGEST_KEPT ? sent : sent.substring(0, LONGEST_KEPT);
    }

    private static Booking booking(JsonNode event) {
        Map<BookingSource, String> values = new EnumMap<>(BookingSource.class);
        String id = Booking.id(plain(event, BookingSource.TICKET_NUMBER), plain(event, BookingSource.ADMISSION_CODE));
        for (BookingSource source : BookingSource.ofEvents()) {
            if (event.path(source.property()).isContainerNode()) {
                throw bad(id, source, "bad-value", "is not a single value");
            }
            String text = plain(event, source);
            if (text.length() > source.longest()) {
                throw bad(id, source, "too-long", "is longer than " + source.longest() + " characters");
            }
            if (!text.isEmpty()) {
                values.put(source, value(id, source, text));
            }
        }
        require(id, values, BookingSource.TICKET_NUMBER, "missing-ticket");
        require(id, values, BookingSource.ADMISSION_CODE, "missing-ticket");
        require(id, values, BookingSource.HOLDER_EMAIL, "missing-email");
        if (!Eligibility.isEmail(values.get(BookingSource.HOLDER_EMAIL))) {
            throw bad(id, BookingSource.HOLDER_EMAIL, "bad-email", "is not an e-mail address");
        }
        return new Booking(values);
    }

    private static String value(String id, BookingSource source, String text) {
        return switch (source.kind()) {
            case TEXT -> text;
            case NUMBER -> number(id, source, text);
            case DATE -> {
                String day = time(text);
                if (day.isEmpty()) {
                    throw bad(id, source, "bad-date", "is not a day such as 2026-11-30");
                }
                yield day.substring(0, 10);
            }
            case TIME -> {
                String time = time(text);
                if (time.isEmpty()) {
                    throw bad(id, source, "bad-date", "is not a time such as 2026-11-30T18:30:00Z");
                }
                yield time;
            }
            case TRUTH -> truth(id, source, text);
        };
    }

    private static String number(String id, BookingSource source, String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            String plain = number.abs().compareTo(LARGEST) < 0 && number.scale() <= 6 && number.scale() >= -12
                    ? number.toPlainString()
                    : "";
            if (PRICE.matcher(plain).matches()) {
                return plain;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, without the value.
        }
        throw bad(id, source, "bad-price", "is not an amount such as 125.00, with a point and at most 6 places");
    }

    private static String truth(String id, BookingSource source, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> "true";
            case "false", "no", "0" -> "false";
            default -> throw bad(id, source, "bad-value", "is neither true nor false");
        };
    }

    /** In the one form of it, with a zone if it has one; empty when it is no time. */
    private static String time(String text) {
        try {
            if (text.length() <= 10) {
                return LocalDate.parse(text).toString();
            }
            boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
            return zoned
                    ? OffsetDateTime.parse(text).toString()
                    : LocalDateTime.parse(text.replace(' ', 'T')).toString();
        } catch (DateTimeException unreadable) {
            return "";
        }
    }

    private static Instant eventTime(JsonNode event, String id) {
        String text = Json.text(event, EVENT_TIME);
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            throw problem(id, EVENT_TIME, "bad-date", "is not a time with a zone, such as 2026-11-30T18:30:00Z");
        }
    }

    /** Line breaks and the like would tear a row of the import apart. */
    private static String plain(JsonNode event, BookingSource source) {
        return CONTROL.matcher(Json.text(event, source.property()))
                .replaceAll(" ")
                .strip();
    }

    private static void require(String id, Map<BookingSource, String> values, BookingSource source, String reason) {
        if (!values.containsKey(source)) {
            throw bad(id, source, reason, "is missing");
        }
    }

    private static PermanentException bad(String id, BookingSource source, String reason, String what) {
        return problem(id, source.property(), reason, what);
    }

    private static PermanentException problem(String id, String property, String reason, String what) {
        boolean nameless = id.startsWith("_") || id.endsWith("_") || id.length() > BookingSource.BOOKING_ID.longest();
        return new PermanentException(
                reason,
                (nameless ? "A booking without ticket number or admission code" : "Booking " + id) + ": " + property
                        + " "
                        + what
                        + ". Mend it where the ticket was sold and send the event again, which ends this failure; or"
                        + " dismiss it");
    }
}
