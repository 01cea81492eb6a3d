package org.membersync.operation.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.membersync.state.Bookings;

/** Bookings as they are shown: without what they hold, unless somebody asks for it. */
final class BookingTable {

    private BookingTable() {}

    static void print(List<Bookings.Shown> bookings, boolean values, PrintWriter out) {
        TextTable table = values
                ? new TextTable("BOOKING", "STATUS", "RECEIVED", "SENT", "BATCH", "PROBLEM", "EVENT")
                : new TextTable("BOOKING", "STATUS", "RECEIVED", "SENT", "BATCH", "PROBLEM");
        bookings.forEach(booking -> {
            Object[] row = {
                booking.bookingId(),
                booking.status(),
                Words.time(booking.receivedAt()),
                Words.time(booking.sentAt()),
                booking.batch() == null ? "" : booking.batch(),
                booking.problem(),
                booking.event()
            };
            table.row(values ? row : java.util.Arrays.copyOf(row, row.length - 1));
        });
        table.print(out);
    }

    static List<Map<String, Object>> json(List<Bookings.Shown> bookings, boolean values) {
        return bookings.stream().map(booking -> json(booking, values)).toList();
    }

    private static Map<String, Object> json(Bookings.Shown booking, boolean values) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("booking", booking.bookingId());
        json.put("status", booking.status());
        json.put("receivedAt", booking.receivedAt());
        json.put("sentAt", booking.sentAt());
        json.put("batch", booking.batch());
        json.put("problem", booking.problem());
        if (values) {
            json.put("event", booking.event());
        }
        return json;
    }
}
