package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.booking.BookingEvents;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.failure.AccessException;
import org.membersync.failure.TransientException;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.state.BookingBatches.Batch;
import org.membersync.support.FakeServer.Request;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            RouteTestSupport.HEYBOOKING + "call-heybooking.camel.yaml" + RouteTestSupport.FAILURES,
            "membersync.heybooking.integration-id=tickets 7"
        })
class CallHeybookingRouteTest extends RouteTestSupport {

    private static final Change BATCH = new Change(Direction.BATCH, "batch-1", "", "booking", 1, "token", 0);

    @Autowired
    private BookingMappingStore bookingMapping;

    @BeforeEach
    void seal() {
        bookingMapping.replace(BookingMapping.packaged(mapping.current()));
        String event = "{\"ticketNumber\":\"T-1\",\"admissionCode\":\"MAIN\",\"holderEmail\":\"søren@example.dk\"}";
        batch(List.of(new BookingEvents().read(event).get(0).booking()));
    }

    @Test
    void signsAndSendsTheFormAndNoForeignHeader() {
        HEYLOYALTY.answers(200, "{}", Map.of());
        assertThat(call().getException()).isNull();

        Request sent = HEYLOYALTY.requests().get(0);
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.path()).isEqualTo("/api/booking/import/tickets%207");
        assertThat(sent.headers().getFirst("Content-Type")).startsWith("multipart/form-data; boundary=membersync-");
        assertThat(sent.headers().getFirst("Authorization")).startsWith("Basic ");
        assertThat(sent.headers().getFirst("X-Request-Timestamp")).isNotBlank();
        assertThat(sent.headers().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("camel") || name.equals("X-Foreign"));
        assertThat(sent.body()).contains("søren@example.dk,T-1_MAIN,,,,,", "TicketData_20240229120000.csv");
    }

    @Test
    void sendsNothingOfABatchWithoutBookings() {
        batch(List.of());

        assertThat(call().getException()).isNull();
        assertThat(HEYLOYALTY.requests()).isEmpty();
    }

    @Test
    void leavesAFailureToTheCallerAndTheNextCallGoesOn() {
        HEYLOYALTY.answers(503, "", Map.of());
        assertThat(call().getException()).isInstanceOf(TransientException.class);
        HEYLOYALTY.answers(404, "", Map.of());
        assertThat(call().getException()).isInstanceOf(AccessException.class);
        HEYLOYALTY.answers(200, "", Map.of());
        assertThat(call().getException()).isNull();
    }

    private void batch(List<org.membersync.booking.Booking> held) {
        when(bookingBatches.of(any())).thenReturn(new Batch(1, Instant.parse("2024-02-29T12:00:00Z"), held));
    }

    private Exchange call() {
        return camel.request("direct:call-heybooking", exchange -> {
            exchange.setVariable("change", BATCH);
            exchange.getMessage().setHeader("X-Foreign", "leaks");
            exchange.getMessage().setHeader("CamelHttpUri", "http://elsewhere.invalid");
        });
    }
}
