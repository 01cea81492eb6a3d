package org.membersync.booking;

import java.util.List;
import java.util.stream.Collectors;
import org.membersync.mapping.BookingMapping;

/** The file of Heybooking's import: a row for each booking, without a header. */
public final class BookingCsv {

    private BookingCsv() {}

    /** The rows, each ended by a line break as RFC 4180 has it. */
    public static String write(List<Booking> bookings, BookingMapping mapping) {
        return bookings.stream().map(booking -> row(booking, mapping)).collect(Collectors.joining());
    }

    private static String row(Booking booking, BookingMapping mapping) {
        return mapping.columns().stream()
                        .map(column -> quoted(booking.value(column.source()), mapping.delimiter()))
                        .collect(Collectors.joining(String.valueOf(mapping.delimiter())))
                + "\r\n";
    }

    private static String quoted(String value, char delimiter) {
        boolean plain = value.indexOf(delimiter) < 0 && value.indexOf('"') < 0;
        return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
