package org.membersync.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.http.Json;
import org.membersync.mapping.BookingSource;

class BookingReaderTest {

    private final BookingEvents events = new BookingEvents();

    @Test
    void anEventBecomesABookingInTheFormThatIsSent() {
        BookingEvent event = BookingReader.read(event("price", "125")
                .put("scanned", "yes")
                .put("documentDate", "2026-11-30T08:00:00")
                .put("validTo", "2026-12-31")
                .put("actualAdmission", "2026-11-30 18:30:00")
                .put("scheduledAdmission", "2026-11-30T18:30:00+01:00")
                .put("eventDescription", "Guided\r\ntour")
                .put("eventTime", "2026-11-30T18:31:00Z")
                .put("somethingElse", "x"));

        assertThat(event.isGood()).isTrue();
        assertThat(event.bookingId()).isEqualTo("T-1_MAIN");
        assertThat(event.happenedAt()).hasToString("2026-11-30T18:31:00Z");
        assertThat(event.booking().value(BookingSource.PRICE)).isEqualTo("125");
        assertThat(event.booking().value(BookingSource.SCANNED)).isEqualTo("true");
        assertThat(event.booking().value(BookingSource.DOCUMENT_DATE)).isEqualTo("2026-11-30");
        assertThat(event.booking().value(BookingSource.VALID_TO)).isEqualTo("2026-12-31");
        assertThat(event.booking().value(BookingSource.ACTUAL_ADMISSION)).isEqualTo("2026-11-30T18:30");
        assertThat(event.booking().value(BookingSource.SCHEDULED_ADMISSION)).isEqualTo("2026-11-30T18:30+01:00");
        assertThat(event.booking().value(BookingSource.EVENT_DESCRIPTION)).isEqualTo("Guided tour");
        assertThat(event.booking().value(BookingSource.TIME_SLOT)).isEmpty();
        assertThat(Booking.ofJson(event.kept())).isEqualTo(event.booking());
        assertThat(event.booking().contact().firstName()).isEqualTo("Åse Bjørn");
        assertThat(event.booking().contact().lastName()).isEqualTo("Holm");
    }

    @ParameterizedTest
    @CsvSource({
        "holderEmail, '', missing-email",
        "holderEmail, aase@, bad-email",
        "ticketNumber, '', missing-ticket",
        "admissionCode, '', missing-ticket",
        "price, '12,50', bad-price",
        "price, 1e99999999, bad-price",
        "price, cheap, bad-price",
        "documentDate, 31-12-2026, bad-date",
        "scheduledAdmission, tonight, bad-date",
        "eventTime, 2025-01-02, bad-date",
        "scanned, maybe, bad-value"
    })
    void aBadEventSaysWhatIsWrongWithoutTheValue(String property, String value, String reason) {
        BookingEvent event = BookingReader.read(event(property, value));

        assertThat(event.isGood()).isFalse();
        assertThat(event.problem().reason()).isEqualTo(reason);
        assertThat(event.problem()).hasMessageContaining(property).hasMessageNotContaining("aase");
        if (!value.isEmpty()) {
            assertThat(event.problem()).hasMessageNotContaining(value);
        }
    }

    @Test
    void aTooLongValueIsRefusedAndAnEventWithoutAnIdIsToldFromOthersByAllOfIt() {
        ObjectNode event = event("item", "x".repeat(51));
        assertThat(BookingReader.read(event).problem().reason()).isEqualTo("too-long");

        ObjectNode nameless = event("ticketNumber", "");
        assertThat(BookingReader.read(nameless).bookingId())
                .startsWith("unknown-")
                .isEqualTo(BookingReader.read(nameless.deepCopy()).bookingId())
                .isNotEqualTo(
                        BookingReader.read(nameless.deepCopy().put("item", "2")).bookingId());
        assertThat(BookingReader.read(nameless).problem())
                .hasMessageStartingWith("A booking without ticket number or admission code: ticketNumber is missing.");
    }

    @Test
    void oneEventOrAnArrayOfThemIsRead() {
        String event = Json.write(event("item", "1"));

        assertThat(events.read(event)).hasSize(1);
        assertThat(events.read("[" + event + "," + event + "]")).hasSize(2);
        assertThat(events.read("[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[1]", "[{}, []]", "{\"ticketNumber\": \"T", "\"T\""})
    void whatHoldsNoEventsIsMalformed(String body) {
        assertThatThrownBy(() -> events.read(body)).isInstanceOf(MalformedBookingsException.class);
    }

    @Test
    void thePublishedSchemaHasEveryPropertyAndTakesWhatTheReaderTakes() throws IOException {
        JsonNode text = new ObjectMapper()
                .readTree(BookingReaderTest.class.getResourceAsStream("/schema/booking-event.schema.json"));
        Set<String> known = new TreeSet<>(List.of(BookingReader.EVENT_TIME));
        BookingSource.ofEvents().forEach(source -> known.add(source.property()));
        Set<String> told = new TreeSet<>();
        text.path("properties").fieldNames().forEachRemaining(told::add);
        assertThat(told).isEqualTo(known);
        for (BookingSource source : BookingSource.ofEvents()) {
            JsonNode longest = text.at("/properties/" + source.property() + "/maxLength");
            assertThat(longest.isMissingNode() || longest.asInt() == source.longest())
                    .as(source.property())
                    .isTrue();
        }

        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);
        assertThat(schema.validate(event("price", "1"))).isEmpty();
        for (String required : List.of("ticketNumber", "admissionCode", "holderEmail")) {
            assertThat(schema.validate(event("price", "1").without(List.of(required))))
                    .as(required)
                    .isNotEmpty();
        }
        assertThat(schema.validate(event("holderEmail", "aase@"))).isNotEmpty();
    }

    static ObjectNode event(String property, String value) {
        ObjectNode event = Json.object();
        event.put("ticketNumber", "T-1").put("admissionCode", "MAIN").put("holderEmail", "aase@example.dk");
        event.put("holderName", "Åse Bjørn Holm").put("phone", "+45 12 34 56 78");
        return event.put(property, value);
    }
}
