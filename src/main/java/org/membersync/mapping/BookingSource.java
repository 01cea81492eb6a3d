package org.membersync.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a booking is made of: the properties of the events that come in, and the booking's id, which is made of two of them. */
public enum BookingSource {
    /** Ticket number and admission code with {@code _} between: what HeyLoyalty knows the booking by. */
    BOOKING_ID("bookingId", Kind.TEXT, 101),
    TICKET_NUMBER("ticketNumber", Kind.TEXT, 50),
    ADMISSION_CODE("admissionCode", Kind.TEXT, 50),
    HOLDER_EMAIL("holderEmail", Kind.TEXT, 254),
    HOLDER_NAME("holderName", Kind.TEXT, 200),
    PHONE("phone", Kind.TEXT, 40),
    ITEM("item", Kind.TEXT, 50),
    TICKET_TYPE_CODE("ticketTypeCode", Kind.TEXT, 50),
    TICKET_TYPE_DESCRIPTION("ticketTypeDescription", Kind.TEXT, 250),
    DOCUMENT_DATE("documentDate", Kind.DATE, 40),
    PRICE("price", Kind.NUMBER, 30),
    SCHEDULED_ADMISSION("scheduledAdmission", Kind.TIME, 40),
    ACTUAL_ADMISSION("actualAdmission", Kind.TIME, 40),
    SCANNED("scanned", Kind.TRUTH, 5),
    VALID_TO("validTo", Kind.TIME, 40),
    TIME_SLOT("timeSlot", Kind.TEXT, 100),
    EVENT_DESCRIPTION("eventDescription", Kind.TEXT, 250);

    /** What a value must look like. */
    public enum Kind {
        TEXT,
        /** A day as ISO 8601 writes it. */
        DATE,
        /** A day, or a day with a time, as ISO 8601 writes it. */
        TIME,
        /** A number with a point. */
        NUMBER,
        /** Yes or no. */
        TRUTH
    }

    private final String property;
    private final Kind kind;
    private final int longest;

    BookingSource(String property, Kind kind, int longest) {
        this.property = property;
        this.kind = kind;
        this.longest = longest;
    }

    /** The name in events, in CSV headers and in the mapping file. */
    public String property() {
        return property;
    }

    public Kind kind() {
        return kind;
    }

    /** Characters that it may have at most. */
    public int longest() {
        return longest;
    }

    /** The properties of an event: all but the id that is made of them. */
    public static List<BookingSource> ofEvents() {
        return Arrays.stream(values()).filter(source -> source != BOOKING_ID).toList();
    }

    /** The source of that name in events and files. */
    public static Optional<BookingSource> named(String property) {
        return Arrays.stream(values())
                .filter(source -> source.property.equals(property))
                .findFirst();
    }
}
