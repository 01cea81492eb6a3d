package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.failure.AccessException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.http.Json;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.SHARED + "read-heyloyalty-list.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-heyloyalty")
class ReadHeyloyaltyListRouteTest extends RouteTestSupport {

    @Test
    void asksNothingWhileTheLastReadingIsFresh() {
        read();

        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
    }

    @Test
    void refusesAListThatLacksMappedFields() {
        list.forget();
        answer(
                "call-heyloyalty",
                Json.read("{\"id\":1717,\"name\":\"Klub\",\"fields\":[]}").orElseThrow());

        assertThatThrownBy(this::read)
                .hasRootCauseInstanceOf(AccessException.class)
                .rootCause()
                .hasMessageContaining("mappings/member.yaml:2");
        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class)).hasSize(1);
        assertThat(list.isStale()).isTrue();
    }

    private void read() {
        camel.sendBody("direct:read-heyloyalty-list", "");
    }
}
