package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.membersync.cdp.AudienceGoneException;
import org.membersync.cdp.CdpRequest;
import org.membersync.cdp.SequenceRefusedException;
import org.membersync.failure.AccessException;
import org.membersync.failure.TransientException;
import org.membersync.support.FakeServer.Request;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            RouteTestSupport.AUDIENCES + "call-cdp.camel.yaml" + RouteTestSupport.FAILURES,
            "membersync.audiences.api-key=made-up-cdp-key"
        })
class CallCdpRouteTest extends RouteTestSupport {

    private static final CdpRequest SNAPSHOT =
            new CdpRequest("/api/v3/membership/5d", "identifierType=email", "audience 5d");
    private static final CdpRequest CHANGES =
            new CdpRequest("/api/v3/membership/changes/email", "sequenceNumber=7", "membership changes");

    @DynamicPropertySource
    static void leadToTheCdp(DynamicPropertyRegistry registry) {
        registry.add("membersync.audiences.api-url", HEYLOYALTY::address);
    }

    @Test
    void asksWithTheKeyAndNoForeignHeaderAndSaysWhenItWasAnswered() {
        HEYLOYALTY.answers(200, "{\"sequenceNumber\":7}", Map.of("Date", "Thu, 29 Feb 2024 12:00:00 GMT"));

        Exchange answered = call(SNAPSHOT);

        assertThat(answered.getMessage()
                        .getBody(JsonNode.class)
                        .path("sequenceNumber")
                        .asInt())
                .isEqualTo(7);
        assertThat(answered.getVariable("cdpAnsweredAt", String.class)).isNotBlank();
        Request sent = HEYLOYALTY.requests().get(0);
        assertThat(sent.method() + " " + sent.path() + "?" + sent.query())
                .isEqualTo("GET /api/v3/membership/5d?identifierType=email");
        assertThat(sent.headers().getFirst("X-API-Key")).isEqualTo("made-up-cdp-key");
        assertThat(sent.headers().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("camel") || name.equals("X-Foreign"));
    }

    @Test
    void leavesEachKindOfFailureToTheCaller() {
        assertThat(failure(SNAPSHOT, 404)).hasRootCauseInstanceOf(AudienceGoneException.class);
        assertThat(failure(CHANGES, 410)).hasRootCauseInstanceOf(SequenceRefusedException.class);
        assertThat(failure(CHANGES, 401)).hasRootCauseInstanceOf(AccessException.class);
        assertThat(failure(CHANGES, 503)).hasRootCauseInstanceOf(TransientException.class);
        assertThat(failure(CHANGES, 200)).as("no JSON").hasRootCauseInstanceOf(TransientException.class);
    }

    private Exception failure(CdpRequest request, int status) {
        HEYLOYALTY.answers(status, "<html>");
        return call(request).getException();
    }

    private Exchange call(CdpRequest request) {
        return camel.request("direct:call-cdp", exchange -> {
            exchange.getMessage().setBody(request);
            exchange.getMessage().setHeader("X-Foreign", "leaks");
            exchange.getMessage().setHeader("CamelHttpUri", "http://elsewhere.invalid");
        });
    }
}
