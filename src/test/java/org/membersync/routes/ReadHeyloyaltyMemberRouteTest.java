package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.heyloyalty.HeyLoyaltyNotFoundException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.http.Json;
import org.membersync.support.MemberBuilder;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.OUTBOUND + "read-heyloyalty-member.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-heyloyalty")
class ReadHeyloyaltyMemberRouteTest extends RouteTestSupport {

    private static final MemberCase UNLINKED = read(MemberBuilder.eligible().build());
    private static final MemberCase LINKED = MemberCase.of(CHANGE, false)
            .known(
                    UNLINKED.member(),
                    false,
                    UNLINKED.membership(),
                    MemberLink.active(MemberBuilder.ID, MemberBuilder.NUMBER, "7"),
                    UNLINKED.readAt(),
                    null,
                    false);

    @Test
    void looksUpByContactWhoIsNotLinked() {
        answer("call-heyloyalty", Json.read("[]").orElseThrow());

        MemberCase read = readFrom(UNLINKED.transformed(Map.of()));

        assertThat(read.candidates()).isEmpty();
        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .singleElement()
                .satisfies(request -> assertThat(request.query()).contains("example.dk"));
    }

    @Test
    void readsALinkedMemberById() {
        answer(
                "call-heyloyalty",
                Json.read("{\"id\":\"7\",\"status\":\"active\"}").orElseThrow());

        assertThat(readFrom(LINKED).linked().id()).isEqualTo("7");
        assertThat(route("call-heyloyalty").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void believesThatALinkedMemberIsGoneAtTheSecondTimeOnly() {
        script(
                "call-heyloyalty",
                new HeyLoyaltyNotFoundException("HeyLoyalty member 7"),
                new HeyLoyaltyNotFoundException("HeyLoyalty member 7"),
                Json.read("[]").orElseThrow());

        assertThat(readFrom(LINKED.transformed(Map.of())).gone()).isTrue();
        List<HeyLoyaltyRequest> requests = bodies("call-heyloyalty", HeyLoyaltyRequest.class);
        assertThat(requests).hasSizeGreaterThanOrEqualTo(2);
        assertThat(requests.get(0).path()).isEqualTo(requests.get(1).path());
    }

    private MemberCase readFrom(MemberCase memberCase) {
        return camel.requestBody("direct:read-heyloyalty-member", memberCase, MemberCase.class);
    }
}
