package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.time.Duration;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.failure.AccessException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SystemUnavailableException;
import org.springframework.test.context.TestPropertySource;

/** The short routes of bookings: when batches are made, sent, and what becomes of what cannot be sent. */
@TestPropertySource(
        properties = RouteTestSupport.HEYBOOKING
                + "seal-bookings.camel.yaml,file:routes/heybooking/deliver-booking-batch.camel.yaml,"
                + "file:routes/heybooking/check-booking.camel.yaml,file:routes/heybooking/sync-heybooking-buyer.camel.yaml"
                + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:(call-heybooking|deliver-heyloyalty-buyer|park-member|end-crossed-entry)")
class BookingRoutesTest extends RouteTestSupport {

    private static final Change BATCH = new Change(Direction.BATCH, "batch-1", "", "booking", 1, "token", 0);
    private static final Change BOOKING = new Change(Direction.BOOKING, "booking-1", "", "booking", 1, "token", 0);
    private static final Change BUYER = new Change(Direction.BUYER, "buyer-1", "", "booking", 1, "token", 0);

    @BeforeEach
    void takeTheClock() throws Exception {
        tickByHand("seal-bookings");
    }

    @Test
    void makesBatchesWhileBookingsAreSwitchedOn() {
        tick();
        verifyNoInteractions(bookingBatches);

        when(memberSwitch.areBookingsOn()).thenReturn(true);
        tick();
        verify(bookingBatches).seal(null);

        doThrow(new IllegalStateException("away")).when(bookingBatches).seal(any());
        assertThat(tick().getException()).isNull();
        verify(failureHandling).note(eq("seal-bookings"), any());
    }

    @Test
    void countsABatchOnceItIsSent() {
        when(bookingBatches.sent(BATCH)).thenReturn(3);

        camel.sendBody("direct:deliver-booking-batch", BATCH);

        assertThat(route("call-heybooking").getReceivedCounter()).isOne();
        verify(bookingMetrics).sent(3);
    }

    @Test
    void keepsABatchThatCouldNotBeSent() {
        script(
                "call-heybooking",
                new SystemUnavailableException("heybooking-unavailable", "away", Duration.ofMinutes(10)),
                new AccessException("heybooking-access", "refused"),
                new PermanentException("heybooking-refused", "refused"));

        camel.sendBody("direct:deliver-booking-batch", BATCH);
        verify(failureHandling).postpone(eq(BATCH), any());
        camel.sendBody("direct:deliver-booking-batch", BATCH);
        verify(failureHandling).hold(eq(BATCH), any());
        camel.sendBody("direct:deliver-booking-batch", BATCH);
        assertThat(route("park-member").getReceivedCounter()).isOne();
        verify(bookingBatches, never()).sent(any());
    }

    @Test
    void looksOnceMoreAtAParkedBookingAndParksItAgain() {
        camel.sendBody("direct:check-booking", BOOKING);
        verify(bookings).again(BOOKING);
        assertThat(route("park-member").getReceivedCounter()).isZero();

        doThrow(new PermanentException("bad-email", "still bad")).when(bookings).again(BOOKING);
        camel.sendBody("direct:check-booking", BOOKING);
        assertThat(route("park-member").getReceivedCounter()).isOne();
    }

    @Test
    void aBuyersFailureIsTheirOwn() {
        script("deliver-heyloyalty-buyer", "", new PermanentException("rejected", "HeyLoyalty refused it"));

        camel.sendBody("direct:sync-heybooking-buyer", BUYER);
        assertThat(route("park-member").getReceivedCounter()).isZero();
        camel.sendBody("direct:sync-heybooking-buyer", BUYER);

        assertThat(route("park-member").getReceivedExchanges()).singleElement().satisfies(parked -> assertThat(
                        parked.getVariable("change", Change.class))
                .isEqualTo(BUYER));
    }
}
