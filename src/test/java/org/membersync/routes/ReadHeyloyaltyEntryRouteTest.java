package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.failure.TransientException;
import org.membersync.heyloyalty.HeyLoyaltyNotFoundException;
import org.membersync.http.Json;
import org.membersync.member.HeyLoyaltyMember;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.INBOUND + "read-heyloyalty-entry.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-heyloyalty")
class ReadHeyloyaltyEntryRouteTest extends RouteTestSupport {

    private static final Change TOLD = new Change(Direction.INBOUND, "7", "", "webhook", 1, "token", 0);

    @Test
    void readsTheEntryByItsId() {
        answer(
                "call-heyloyalty",
                Json.read("{\"id\":\"7\",\"status\":\"unsubscribed\"}").orElseThrow());

        assertThat(read().getMessage().getBody(InboundCase.class).entry().status())
                .isEqualTo(HeyLoyaltyMember.Status.UNSUBSCRIBED);
    }

    @Test
    void believesOnlyASecondTimeThatTheListDoesNotHaveTheEntry() {
        script(
                "call-heyloyalty",
                new HeyLoyaltyNotFoundException("HeyLoyalty member 7"),
                new HeyLoyaltyNotFoundException("HeyLoyalty member 7"));

        assertThat(read().getMessage().getBody(InboundCase.class).entry()).isNull();
        assertThat(route("call-heyloyalty").getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void outlivesOneSuchAnswer() {
        script(
                "call-heyloyalty",
                new HeyLoyaltyNotFoundException("HeyLoyalty member 7"),
                Json.read("{\"id\":\"7\",\"status\":\"unsubscribed\"}").orElseThrow());

        assertThat(read().getMessage().getBody(InboundCase.class).entry().status())
                .isEqualTo(HeyLoyaltyMember.Status.UNSUBSCRIBED);
    }

    @Test
    void leavesTroubleToTheSpine() {
        script("call-heyloyalty", new TransientException("away", "try again", null));

        assertThat(read().getException()).isInstanceOf(TransientException.class);
        assertThat(route("call-heyloyalty").getReceivedCounter()).isEqualTo(1);
    }

    private org.apache.camel.Exchange read() {
        return camel.request("direct:read-heyloyalty-entry", exchange -> {
            exchange.setVariable("change", TOLD);
            exchange.getMessage().setBody(TOLD);
        });
    }
}
