package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Decision;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Outcome;
import org.membersync.decision.Reason;
import org.membersync.heyloyalty.HeyLoyaltyNotFoundException;
import org.membersync.member.FieldValue;
import org.membersync.support.MemberBuilder;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.OUTBOUND + "write-heyloyalty-member.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-heyloyalty")
class WriteHeyloyaltyMemberRouteTest extends RouteTestSupport {

    private static final MemberLink LINK = MemberLink.active(MemberBuilder.ID, MemberBuilder.NUMBER, "7");

    @Test
    void whomHeyLoyaltyNoLongerHasIsRemoved() {
        script("call-heyloyalty", new HeyLoyaltyNotFoundException("no such member"));

        assertThat(write(Outcome.ERASE, null).getException()).isNull();
    }

    @Test
    void anUnsubscriptionThatHeyLoyaltyAnswersWithNotFoundIsNotDone() {
        script("call-heyloyalty", new HeyLoyaltyNotFoundException("no such member"));

        assertThat(write(Outcome.UNSUBSCRIBE, LINK).getException()).isInstanceOf(HeyLoyaltyNotFoundException.class);
    }

    @Test
    void anUpdateOfSomebodyWhomHeyLoyaltyNoLongerHasFails() {
        script("call-heyloyalty", new HeyLoyaltyNotFoundException("no such member"));

        assertThat(write(Outcome.UPDATE, LINK).getException()).isInstanceOf(HeyLoyaltyNotFoundException.class);
    }

    private Exchange write(Outcome outcome, MemberLink link) {
        MemberCase known = read(MemberBuilder.eligible().build()).transformed(Map.of());
        Map<String, FieldValue> fields =
                outcome == Outcome.UPDATE ? Map.of("firstname", FieldValue.of("Søren")) : Map.of();
        return camel.request("direct:write-heyloyalty-member", exchange -> {
            exchange.setVariable("memberCase", known);
            exchange.setVariable(
                    "decision", new Decision(outcome, "7", fields, List.of(new Reason("O7", "gone")), link));
        });
    }
}
