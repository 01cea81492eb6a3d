package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.AuthorizationHeader;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.support.FakeServer.Request;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.SHARED + "send-to-business-central.camel.yaml" + RouteTestSupport.FAILURES)
class SendToBusinessCentralRouteTest extends RouteTestSupport {

    @Autowired
    private BusinessCentralRequests requests;

    @Test
    void asksNpRetailForTheMemberWithItsOwnHeadersOnly() {
        Request sent = send(requests.member("m1"));

        assertThat(sent.method()).isEqualTo("GET");
        assertThat(sent.path()).isEqualTo("/retail/membership/member/m1");
        assertThat(sent.query()).isNullOrEmpty();
        assertThat(sent.headers().getFirst("Authorization")).isEqualTo("Basic made-up");
        assertThat(sent.headers().getFirst("x-api-version")).isNotBlank();
        assertThat(sent.headers().keySet())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .noneMatch(name -> name.equals("x-foreign") || name.startsWith("camel"));
    }

    @Test
    void asksTheApiPagesByTheEncodedQuery() {
        BusinessCentralRequest request = requests.memberByNumber("M-1");

        Request sent = send(request);

        assertThat(sent.path()).startsWith("/api/navipartner/powerBI/v1.0/companies(");
        assertThat(sent.query()).isEqualTo(request.query());
    }

    private Request send(BusinessCentralRequest request) {
        Exchange done = camel.request("direct:send-to-business-central", exchange -> {
            exchange.setVariable("request", request);
            exchange.setVariable("authorization", new AuthorizationHeader("Authorization", "Basic made-up"));
            exchange.getMessage().setHeader("X-Foreign", "leaks");
            exchange.getMessage().setHeader("CamelHttpUri", "http://elsewhere.invalid");
            exchange.getMessage().setBody(request);
        });
        assertThat(done.getException()).isNull();
        assertThat(BUSINESS_CENTRAL.requests()).hasSize(1);
        return BUSINESS_CENTRAL.requests().get(0);
    }
}
