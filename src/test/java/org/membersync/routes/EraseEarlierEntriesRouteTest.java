package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.decision.MemberCase;
import org.membersync.failure.TransientException;
import org.membersync.heyloyalty.HeyLoyaltyNotFoundException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.OUTBOUND + "erase-earlier-entries.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-heyloyalty")
class EraseEarlierEntriesRouteTest extends RouteTestSupport {

    private static final MemberCase GONE = MemberCase.of(CHANGE, false);

    @Test
    void erasesEachAndPassesOverWhatHeyLoyaltyNoLongerHas() {
        when(erasure.earlierEntries(GONE)).thenReturn(List.of("7", "8", "9"));
        script("call-heyloyalty", "", new HeyLoyaltyNotFoundException("no such member"), "");

        assertThat(erase().getException()).isNull();

        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .extracting(HeyLoyaltyRequest::method, HeyLoyaltyRequest::query)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("DELETE", "obscureMemberData=true"))
                .hasSize(3);
    }

    @Test
    void leavesTroubleToTheTurnSoThatNothingIsForgottenTooEarly() {
        when(erasure.earlierEntries(GONE)).thenReturn(List.of("7", "8"));
        script("call-heyloyalty", new TransientException("busy", "try again", null));

        assertThat(erase().getException()).hasRootCauseInstanceOf(TransientException.class);
        assertThat(route("call-heyloyalty").getReceivedCounter()).isEqualTo(1);
    }

    private Exchange erase() {
        return camel.request("direct:erase-earlier-entries", exchange -> exchange.setVariable("memberCase", GONE));
    }
}
