package org.membersync.heyloyalty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.membersync.booking.Booking;
import org.membersync.booking.BookingCsv;
import org.membersync.booking.BookingEvents;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.MemberMapping;

/** The import as it goes over the wire, compared byte by byte with a recorded one. */
class HeybookingRequestsTest {

    private static final Instant SEALED = Instant.parse("2026-11-30T18:31:07Z");

    private final BookingMapping mapping = BookingMapping.packaged(MemberMapping.packaged());

    @Test
    void theImportIsTheRecordedOneToTheByte() throws IOException {
        HeybookingRequest request = request(true, csv());

        assertThat(request.body().getBytes(StandardCharsets.UTF_8))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(recorded());
        assertThat(request.path()).isEqualTo("/booking/import/in%2Ftegration-7");
        assertThat(request.contentType())
                .isEqualTo("multipart/form-data; boundary="
                        + recorded().substring(2, recorded().indexOf("\r\n")));
        assertThat(request.toString()).isEqualTo("POST import of 2 bookings");
    }

    @Test
    void eventsAreFiredOnlyWhenSwitchedOnAndTheSameBookingsMakeTheSameRequest() {
        assertThat(request(false, csv()).body()).doesNotContain("fire_events");
        assertThat(request(true, csv())).isEqualTo(request(true, csv()));
    }

    private String csv() {
        String events = "[{\"ticketNumber\":\"T-1001\",\"admissionCode\":\"MAIN\",\"holderEmail\":\"aase@example.dk\","
                + "\"item\":\"70010\",\"ticketTypeCode\":\"ADULT\",\"ticketTypeDescription\":\"Voksen, \\\"særpris\\\"\","
                + "\"documentDate\":\"2026-11-30\",\"price\":\"125.50\"},"
                + "{\"ticketNumber\":\"T-1002\",\"admissionCode\":\"MAIN\",\"holderEmail\":\"bo@example.dk\"}]";
        List<Booking> bookings = new BookingEvents()
                .read(events).stream().map(event -> event.booking()).toList();
        return BookingCsv.write(bookings, mapping);
    }

    private HeybookingRequest request(boolean fireEvents, String csv) {
        return new HeybookingRequests("in/tegration-7", "drift@example.dk", fireEvents)
                .importOf(
                        SEALED,
                        mapping.delimiter(),
                        mapping.columns().stream()
                                .map(BookingMapping.Column::name)
                                .toList(),
                        csv,
                        "import of 2 bookings");
    }

    private static String recorded() throws IOException {
        try (var recorded = HeybookingRequestsTest.class.getResourceAsStream("/heybooking/import.http")) {
            return new String(recorded.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
