package org.membersync.booking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.membersync.http.Json;

/** Reads what is pushed: one event or an array of them. */
public final class BookingEvents {

    private static final int MOST = 2000;

    /**
     * The events in the body.
     *
     * @throws MalformedBookingsException when it is neither an object nor an array of objects
     */
    public List<BookingEvent> read(String body) {
        JsonNode json = Json.read(body)
                .orElseThrow(() -> new MalformedBookingsException("Bookings were sent that are not whole JSON"));
        if (json.isObject()) {
            return List.of(BookingReader.read(json));
        }
        if (json.size() > MOST) {
            throw new MalformedBookingsException("More than " + MOST + " bookings were sent in one call");
        }
        List<BookingEvent> events = new ArrayList<>();
        for (JsonNode event : json) {
            if (!event.isObject()) {
                throw new MalformedBookingsException("Bookings were sent of which one is not a JSON object");
            }
            events.add(BookingReader.read(event));
        }
        return events;
    }
}
