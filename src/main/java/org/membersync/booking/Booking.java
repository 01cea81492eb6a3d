package org.membersync.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import org.membersync.http.Json;
import org.membersync.mapping.BookingSource;
import org.membersync.member.BuyerContact;

/**
 * One admission of a ticket, as the newest event tells it. Every value is in the form that Heybooking takes; what the event
 * does not tell is absent.
 */
public record Booking(Map<BookingSource, String> values) {

    public Booking {
        values = Map.copyOf(values);
    }

    /** The booking of those parts; both together are what HeyLoyalty knows it by. */
    static String id(String ticketNumber, String admissionCode) {
        return ticketNumber + "_" + admissionCode;
    }

    /** Ticket number and admission code. */
    public String id() {
        return id(value(BookingSource.TICKET_NUMBER), value(BookingSource.ADMISSION_CODE));
    }

    /** The value, empty when the event did not tell it. */
    public String value(BookingSource source) {
        return source == BookingSource.BOOKING_ID ? id() : values.getOrDefault(source, "");
    }

    /** Who holds the ticket. */
    public BuyerContact contact() {
        return new BuyerContact(
                value(BookingSource.HOLDER_EMAIL), value(BookingSource.HOLDER_NAME), value(BookingSource.PHONE));
    }

    /** As it is kept. */
    public String json() {
        ObjectNode json = Json.object();
        for (BookingSource source : BookingSource.ofEvents()) {
            if (!value(source).isEmpty()) {
                json.put(source.property(), value(source));
            }
        }
        return Json.write(json);
    }

    /** The booking that was kept. */
    public static Booking ofJson(String kept) {
        JsonNode json = Json.read(kept).orElseThrow(() -> new IllegalStateException("a kept booking is no JSON"));
        Map<BookingSource, String> values = new EnumMap<>(BookingSource.class);
        for (BookingSource source : BookingSource.ofEvents()) {
            String value = Json.text(json, source.property());
            if (!value.isEmpty()) {
                values.put(source, value);
            }
        }
        return new Booking(values);
    }

    /** The id alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "booking " + id();
    }
}
