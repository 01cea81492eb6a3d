package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Buyer;
import org.membersync.decision.BuyerCase;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.failure.OvertakenException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.http.Json;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.member.BuyerContact;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.HEYBOOKING + "read-heybooking-buyer.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:(call-heyloyalty|call-business-central)")
class ReadHeybookingBuyerRouteTest extends RouteTestSupport {

    private static final Object NOBODY = json("{\"members\":[]}");
    private static final Object ENTRY = json("{\"members\":[{\"id\":\"e1\",\"status\":{\"status\":\"unsubscribed\"},"
            + "\"fields\":{\"email\":{\"value\":\"a@example.dk\"}}}]}");

    @Autowired
    private BookingMappingStore bookingMapping;

    @BeforeEach
    void map() {
        bookingMapping.replace(BookingMapping.parse(
                "heybooking.yaml",
                "columns:\n  - { source: holderEmail, column: email }\n  - { source: bookingId, column: booking_id }\n"
                        + "buyers:\n  - { source: holderEmail, heyloyalty: email }\n",
                mapping.current()));
        answer("call-business-central", json("{\"value\":[]}"));
    }

    @Test
    void asksBusinessCentralOnlyOfSomebodyWhoIsNotOnTheList() {
        known(buyer(false, null));
        answer("call-heyloyalty", NOBODY);
        BuyerCase absent = read("booking").getVariable("buyerCase", BuyerCase.class);
        assertThat(absent.found()).isEmpty();
        assertThat(absent.members()).isEmpty();
        assertThat(route("call-business-central").getReceivedCounter()).isOne();

        answer("call-heyloyalty", ENTRY);
        BuyerCase listed = read("booking").getVariable("buyerCase", BuyerCase.class);
        assertThat(listed.found()).singleElement().satisfies(entry -> assertThat(entry.id())
                .isEqualTo("e1"));
        assertThat(route("call-business-central").getReceivedCounter()).isOne();
        verify(claims).meets(any(), eq("e1"), isNull());
    }

    @Test
    void asksNothingOfSomebodyWhoWasErased() {
        known(buyer(true, null));

        read("booking");

        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
        assertThat(route("call-business-central").getReceivedCounter()).isZero();
    }

    @Test
    void readsTheEntryOfSomebodyWhoSaidNoMeanwhileByItsId() {
        known(buyer(false, "e1"));
        answer("call-heyloyalty", json("{\"id\":\"e1\",\"status\":{\"status\":\"active\"},\"fields\":{}}"));

        BuyerCase withdrawn = read(Change.WITHDRAWAL).getVariable("buyerCase", BuyerCase.class);

        assertThat(withdrawn.isWithdrawn()).isTrue();
        assertThat(withdrawn.found()).hasSize(1);
        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .singleElement()
                .satisfies(request -> assertThat(request.path()).endsWith("/members/e1"));
    }

    @Test
    void leavesAnEntryThatIsInWorkByAnotherTurnToTheCaller() {
        known(buyer(false, null));
        answer("call-heyloyalty", ENTRY);
        doThrow(new OvertakenException("another turn")).when(claims).meets(any(), any(), any());

        assertThat(ObjectHelper.getException(
                        OvertakenException.class, read("booking").getException()))
                .as("Camel may wrap it")
                .isNotNull();
    }

    private void known(Buyer buyer) {
        when(buyers.find("buyer-1")).thenReturn(Optional.of(buyer));
    }

    private static Buyer buyer(boolean erased, String entry) {
        return new Buyer(
                "buyer-1",
                new BuyerContact("a@example.dk", "Aase", ""),
                Instant.EPOCH,
                null,
                false,
                entry,
                erased,
                null);
    }

    private Exchange read(String source) {
        return camel.request("direct:read-heybooking-buyer", exchange -> {
            exchange.setVariable("change", new Change(Direction.BUYER, "buyer-1", "", source, 0, "token", 0));
            exchange.getMessage().setBody("");
        });
    }

    private static Object json(String text) {
        return Json.read(text).orElseThrow();
    }
}
