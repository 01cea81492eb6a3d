package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.http.Json;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.INBOUND + "find-bc-member.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-business-central")
class FindBcMemberRouteTest extends RouteTestSupport {

    private static final Change TOLD = new Change(Direction.INBOUND, "7", "", "webhook", 1, "token", 0);

    @Test
    void asksWhoHasTheAddress() {
        answer(
                "call-business-central",
                Json.read("{\"members\":[{\"memberId\":\"A-1\"}]}").orElseThrow());

        InboundCase found = find("ÅSE@example.dk");

        assertThat(found.isKnown()).isTrue();
        assertThat(found.subject().memberId()).isEqualTo("a-1");
        assertThat(bodies("call-business-central", BusinessCentralRequest.class))
                .singleElement()
                .extracting(BusinessCentralRequest::query)
                .isEqualTo("email=%C3%A5se%40example.dk");
    }

    @Test
    void asksNobodyAboutAnEntryWithoutAnAddress() {
        assertThat(find("").isKnown()).isFalse();
        assertThat(route("call-business-central").getReceivedCounter()).isZero();
    }

    private InboundCase find(String email) {
        HeyLoyaltyMember entry = new HeyLoyaltyMember(
                "7", HeyLoyaltyMember.Status.UNSUBSCRIBED, null, null, Map.of("email", FieldValue.of(email)));
        return camel.requestBody(
                "direct:find-bc-member", InboundCase.of(TOLD, null).read(entry), InboundCase.class);
    }
}
