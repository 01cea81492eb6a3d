package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.membersync.booking.MalformedBookingsException;
import org.membersync.state.Bookings.Result;
import org.mockito.ArgumentMatchers;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.HEYBOOKING + "receive-bookings.camel.yaml" + RouteTestSupport.FAILURES)
class ReceiveBookingsRouteTest extends RouteTestSupport {

    /** Commas, quotes and placeholders must not be taken for parts of the route's own expressions. */
    private static final String BODY =
            "{\"ticketNumber\":\"T-1\",\"admissionCode\":\"MAIN\",\"holderEmail\":\"a@example.dk\",\"item\":\"${body}, 'x'\"}";

    @Test
    void storesTheEventsAndCountsWhatBecameOfThem() {
        when(bookings.store(ArgumentMatchers.anyList())).thenReturn(Map.of(Result.TAKEN, 1));

        assertThat(receive(BODY)).isNull();

        verify(bookings).store(argThat(events -> events.get(0).kept().contains("${body}, 'x'")));
        verify(bookingMetrics).count(Map.of(Result.TAKEN, 1));
    }

    @Test
    void leavesEveryFailureToTheCaller() {
        assertThat(receive("no JSON")).isInstanceOf(MalformedBookingsException.class);
        verifyNoInteractions(bookings);

        when(bookings.store(ArgumentMatchers.anyList())).thenThrow(new DataAccessResourceFailureException("away"));
        assertThat(receive(BODY)).isInstanceOf(DataAccessResourceFailureException.class);
    }

    private Exception receive(String body) {
        return camel.send("direct:receive-bookings", exchange -> exchange.getMessage()
                        .setBody(body))
                .getException();
    }
}
