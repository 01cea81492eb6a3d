package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Buyer;
import org.membersync.decision.BuyerCase;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.Outcome;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.http.Json;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.member.BuyerContact;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.HEYBOOKING + "deliver-heyloyalty-buyer.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:(read-heybooking-buyer|call-heyloyalty)")
class DeliverHeyloyaltyBuyerRouteTest extends RouteTestSupport {

    private static final Buyer BUYER = new Buyer(
            "buyer-1", new BuyerContact("a@example.dk", "Aase", ""), Instant.EPOCH, null, false, null, false, null);

    @Autowired
    private BookingMappingStore bookingMapping;

    @BeforeEach
    void map() {
        bookingMapping.replace(BookingMapping.parse(
                "heybooking.yaml",
                "columns:\n  - { source: holderEmail, column: email }\n  - { source: bookingId, column: booking_id }\n"
                        + "buyers:\n  - { source: holderEmail, heyloyalty: email }\n",
                mapping.current()));
    }

    @Test
    void announcesWritesAndRecordsANewEntry() {
        answer("call-heyloyalty", Json.object().put("id", "hl-9"));

        deliver("token");

        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).isEqualTo("{\"email\":\"a@example.dk\"}"));
        verify(buyers).announce("buyer-1");
        verify(buyerOutcomes).record(any(), argThat(is(Outcome.CREATE)), eq("hl-9"));
        verify(syncMetrics).count(argThat(is(Outcome.CREATE)));
    }

    @Test
    void aPlanWritesAndRecordsNothing() {
        Exchange done = deliver("");

        assertThat(done.getVariable("decision", Decision.class).outcome()).isEqualTo(Outcome.CREATE);
        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
        verify(buyers, never()).announce(any());
        verify(buyerOutcomes, never()).record(any(), any(), any());
    }

    @Test
    void recordsWhatWritesNothing() {
        found(BuyerCase.of(change("token"), null));
        run("token");

        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
        verify(buyerOutcomes).record(any(), argThat(is(Outcome.NOT_SENT)), isNull());
    }

    private Exchange deliver(String token) {
        found(BuyerCase.of(change(token), BUYER).onTheList(List.of()).inBusinessCentral(List.of()));
        return run(token);
    }

    private void found(BuyerCase read) {
        route("read-heybooking-buyer").whenAnyExchangeReceived(exchange -> exchange.setVariable("buyerCase", read));
    }

    private Exchange run(String token) {
        Exchange done = camel.request("direct:deliver-heyloyalty-buyer", exchange -> {
            exchange.setVariable("change", change(token));
            exchange.getMessage().setBody(change(token));
        });
        assertThat(done.getException()).isNull();
        return done;
    }

    private static org.mockito.ArgumentMatcher<Decision> is(Outcome outcome) {
        return decision -> decision.outcome() == outcome;
    }

    private static Change change(String token) {
        return new Change(Direction.BUYER, "buyer-1", "", "booking", 1, token, 0);
    }
}
