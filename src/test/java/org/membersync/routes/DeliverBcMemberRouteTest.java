package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;

import java.time.Instant;
import java.util.Map;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.decision.Outcome;
import org.membersync.http.Json;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.support.MemberBuilder;
import org.mockito.ArgumentCaptor;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.INBOUND + "deliver-bc-member.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-business-central")
class DeliverBcMemberRouteTest extends RouteTestSupport {

    private static final Change TOLD = new Change(Direction.INBOUND, "7", "", "webhook", 1, "token", 0);

    @Test
    void writesTheNewsletterAlone() {
        answer("call-business-central", Json.object());

        deliver(Status.UNSUBSCRIBED);

        assertThat(bodies("call-business-central", BusinessCentralRequest.class))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.method()).isEqualTo("PATCH");
                    assertThat(request.path()).endsWith("/membership/member/" + MemberBuilder.ID);
                    assertThat(request.body()).isEqualTo("{\"member\":{\"newsletter\":\"no\"}}");
                });
        assertThat(recorded().outcome()).isEqualTo(Outcome.WITHDRAW);
    }

    @Test
    void recordsADecisionThatWritesNothing() {
        deliver(Status.ACTIVE);

        assertThat(route("call-business-central").getReceivedCounter()).isZero();
        assertThat(recorded().outcome()).isEqualTo(Outcome.IN_STEP);
    }

    private void deliver(Status status) {
        HeyLoyaltyMember entry =
                new HeyLoyaltyMember("7", status, Instant.parse("2024-02-01T12:00:00Z"), null, Map.of());
        InboundCase inbound = InboundCase.of(TOLD, null)
                .read(entry)
                .member(read(MemberBuilder.eligible().build()));
        camel.sendBody("direct:deliver-bc-member", inbound);
    }

    private Decision recorded() {
        ArgumentCaptor<Decision> decision = ArgumentCaptor.forClass(Decision.class);
        verify(inboundOutcomes).record(any(), decision.capture(), any());
        verify(syncMetrics).count(eq(decision.getValue()));
        return decision.getValue();
    }
}
