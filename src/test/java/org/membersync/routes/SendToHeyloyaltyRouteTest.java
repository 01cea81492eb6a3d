package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.member.FieldValue;
import org.membersync.support.FakeServer.Request;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "send-to-heyloyalty.camel.yaml" + RouteTestSupport.FAILURES)
class SendToHeyloyaltyRouteTest extends RouteTestSupport {

    private static final HeyLoyaltyRequests REQUESTS = new HeyLoyaltyRequests("1717", false);

    @Test
    void sendsAPatchWithItsBodyAndNoForeignHeader() {
        send(REQUESTS.update("7", Map.of("firstname", FieldValue.of("Søren")), LIST));

        Request sent = sent();
        assertThat(sent.method()).isEqualTo("PATCH");
        assertThat(sent.path()).isEqualTo("/loyalty/v1/lists/1717/members/7");
        assertThat(sent.query()).isNullOrEmpty();
        assertThat(sent.body()).contains("Søren");
        assertThat(sent.headers().getFirst("Content-Type")).startsWith("application/json");
        assertThat(sent.headers().getFirst("Authorization")).isNotBlank();
        assertThat(sent.headers().getFirst("X-Request-Timestamp")).isNotBlank();
        assertThat(sent.headers().keySet())
                .noneMatch(name -> name.equalsIgnoreCase("X-Foreign")
                        || name.toLowerCase(Locale.ROOT).startsWith("camel"));
    }

    @Test
    void sendsADeleteWithItsQueryAndWithoutABody() {
        send(REQUESTS.erase("7"));

        assertThat(sent().method()).isEqualTo("DELETE");
        assertThat(sent().query()).isEqualTo("obscureMemberData=true");
        assertThat(sent().body()).isEmpty();
        assertThat(sent().headers().getFirst("Content-Type")).isNull();
    }

    @Test
    void sendsTheQueryAsItWasEncoded() {
        HeyLoyaltyRequest search = REQUESTS.findByContact("email", "søren+1@example.dk");

        send(search);

        assertThat(sent().method()).isEqualTo("GET");
        assertThat(sent().query()).isEqualTo(search.query());
    }

    @Test
    void callsOnceOnlyWhenHeyLoyaltyIsBusyAndKeepsTheWaitItAsksFor() {
        HEYLOYALTY.answers(503, "", Map.of("Retry-After", "2"));

        assertThatThrownBy(() -> send(REQUESTS.member("7")))
                .hasRootCauseInstanceOf(SystemUnavailableException.class)
                .rootCause()
                .satisfies(busy -> assertThat(((SystemUnavailableException) busy).retryAfter())
                        .hasValue(Duration.ofSeconds(2)));
        assertThat(HEYLOYALTY.requests()).hasSize(1);
    }

    private void send(HeyLoyaltyRequest request) {
        Exchange done = camel.request("direct:send-to-heyloyalty", exchange -> {
            exchange.setVariable("request", request);
            exchange.getMessage().setHeader("X-Foreign", "leaks");
            exchange.getMessage().setHeader("CamelHttpUri", "http://elsewhere.invalid");
            exchange.getMessage().setHeader("CamelHttpQuery", "leaks=1");
            exchange.getMessage().setBody(request);
        });
        if (done.getException() != null) {
            throw new CamelExecutionException("failed", done, done.getException());
        }
    }

    private static Request sent() {
        assertThat(HEYLOYALTY.requests()).hasSize(1);
        return HEYLOYALTY.requests().get(0);
    }
}
