package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.http.Json;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.INBOUND + "find-heyloyalty-entries.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-heyloyalty")
class FindHeyloyaltyEntriesRouteTest extends RouteTestSupport {

    private static final Change TOLD = new Change(Direction.INBOUND, "7", "", "webhook", 1, "token", 0);

    @Test
    void asksTheListForTheSameAddress() {
        answer(
                "call-heyloyalty",
                Json.read("{\"members\":[{\"id\":\"8\",\"status\":\"active\"}]}")
                        .orElseThrow());

        InboundCase found = find("åse@example.dk");

        assertThat(found.others()).extracting(HeyLoyaltyMember::id).containsExactly("8");
        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .singleElement()
                .satisfies(request -> assertThat(request.query()).contains("%C3%A5se%40example.dk"));
    }

    @Test
    void asksNothingAboutAnEntryWithoutAnAddress() {
        assertThat(find("").others()).isNull();
        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
    }

    private InboundCase find(String email) {
        HeyLoyaltyMember entry = new HeyLoyaltyMember(
                "7", HeyLoyaltyMember.Status.UNSUBSCRIBED, null, null, Map.of("email", FieldValue.of(email)));
        return camel.requestBody(
                "direct:find-heyloyalty-entries", InboundCase.of(TOLD, null).read(entry), InboundCase.class);
    }
}
