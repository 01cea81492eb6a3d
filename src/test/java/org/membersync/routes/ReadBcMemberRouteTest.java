package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.MemberNotFoundException;
import org.membersync.decision.MemberCase;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.OUTBOUND + "read-bc-member.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-business-central")
class ReadBcMemberRouteTest extends RouteTestSupport {

    private static final Object NO_ROW = Json.read("{\"value\":[]}").orElseThrow();

    @Test
    void takesAMemberAsGoneWhomNeitherDetailNorRowKnow() {
        script("call-business-central", NO_ROW, new MemberNotFoundException("member"), NO_ROW);

        MemberCase read = readMember().getMessage().getBody(MemberCase.class);

        assertThat(read.isErased()).isTrue();
        assertThat(route("call-business-central").getReceivedCounter()).isEqualTo(3);
    }

    @Test
    void leavesTroubleToTheSpine() {
        script("call-business-central", NO_ROW, new TransientException("away", "try again", null));

        Exchange done = readMember();

        assertThatThrownBy(() -> {
                    throw done.getException();
                })
                .isInstanceOf(TransientException.class);
        assertThat(route("call-business-central").getReceivedCounter()).isEqualTo(2);
    }

    private Exchange readMember() {
        return camel.request("direct:read-bc-member", exchange -> {
            exchange.setVariable("subject", CHANGE);
            exchange.getMessage().setBody(CHANGE);
        });
    }
}
