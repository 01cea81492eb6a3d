package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Told;
import org.membersync.failure.OvertakenException;
import org.membersync.failure.PermanentException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.support.MemberBuilder;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.INBOUND + "end-crossed-entry.camel.yaml")
@MockEndpointsAndSkip("direct:call-heyloyalty")
class EndCrossedEntryRouteTest extends RouteTestSupport {

    private static final Change TOLD = new Change(Direction.INBOUND, "7", "", "webhook", 1, "token", 0);
    private static final Change PLANNED = new Change(Direction.INBOUND, "7", "", "plan", 1, "", 0);
    private static final MemberLink LINK = MemberLink.active(MemberBuilder.ID, MemberBuilder.NUMBER, "7");
    private static final Told CROSSED = new Told(true, false, false, 1);
    private static final PermanentException REFUSED = new PermanentException("refused", "no");

    @Test
    void unsubscribesTheEntryWhoseNoCrossedAnUpdate() {
        fail(TOLD, inbound(Status.ACTIVE, CROSSED), REFUSED);

        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .singleElement()
                .satisfies(request -> assertThat(request.method()).isNotEqualTo("GET"));
    }

    @Test
    void leavesTheTurnsOwnFailureToTheFailurePolicies() {
        script("call-heyloyalty", new PermanentException("also-refused", "neither"));

        Exchange failed = fail(TOLD, inbound(Status.ACTIVE, CROSSED), REFUSED);

        assertThat(failed.getException()).isNull();
        assertThat(failed.getProperty(Exchange.EXCEPTION_CAUGHT)).isSameAs(REFUSED);
    }

    @Test
    void leavesAnEntryWhoseNoDidNotCrossAnUpdate() {
        fail(TOLD, inbound(Status.ACTIVE, Told.NOTHING), REFUSED);

        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
    }

    @Test
    void leavesAnEntryThatIsUnsubscribedAlready() {
        fail(TOLD, inbound(Status.UNSUBSCRIBED, CROSSED), REFUSED);

        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
    }

    @Test
    void leavesTheEntryOfATurnThatWasTakenOver() {
        fail(TOLD, inbound(Status.ACTIVE, CROSSED), new OvertakenException("somebody else has it"));

        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
    }

    @Test
    void leavesTheEntryOfAPlan() {
        fail(PLANNED, inbound(Status.ACTIVE, CROSSED), REFUSED);

        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
    }

    @Test
    void leavesATurnThatReadNoEntry() {
        fail(CHANGE, null, REFUSED);

        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
    }

    private Exchange fail(Change change, InboundCase inbound, Exception failure) {
        return camel.request("direct:end-crossed-entry", exchange -> {
            exchange.setVariable("change", change);
            exchange.setVariable("inbound", inbound);
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        });
    }

    private static InboundCase inbound(Status status, Told told) {
        HeyLoyaltyMember entry =
                new HeyLoyaltyMember("7", status, Instant.parse("2024-02-01T12:00:00Z"), null, Map.of());
        return InboundCase.of(TOLD, LINK).read(entry).told(told);
    }
}
