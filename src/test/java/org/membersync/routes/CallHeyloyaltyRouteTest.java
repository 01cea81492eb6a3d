package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.failure.AccessException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.heyloyalty.HeyLoyaltyNotFoundException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.springframework.test.context.TestPropertySource;

/** The sending is loaded too, so that the breaker sees real answers. */
@TestPropertySource(
        properties = {
            RouteTestSupport.SHARED + "call-heyloyalty.camel.yaml,file:routes/shared/send-to-heyloyalty.camel.yaml"
                    + RouteTestSupport.FAILURES,
            "membersync.heyloyalty.max-concurrent-requests=3"
        })
class CallHeyloyaltyRouteTest extends RouteTestSupport {

    private static final HeyLoyaltyRequest REQUEST = new HeyLoyaltyRequests("1717", false).member("7");

    @BeforeEach
    void closeBreaker() {
        breaker().transitionToCloseState();
    }

    @Test
    void answersTheJson() {
        HEYLOYALTY.answers(200, "{\"id\":\"7\"}");

        assertThat(call().path("id").asText()).isEqualTo("7");
    }

    @Test
    void opensTheBreakerAfterRepeatedOutagesAndCallsNoMore() {
        for (int i = 0; i < 10; i++) {
            HEYLOYALTY.answers(503, "");
            assertThatThrownBy(this::call).hasRootCauseInstanceOf(SystemUnavailableException.class);
        }
        assertThat(breaker().getCircuitBreakerState()).isEqualTo("OPEN");

        assertThatThrownBy(this::call).hasRootCauseInstanceOf(CallNotPermittedException.class);

        assertThat(HEYLOYALTY.requests()).hasSize(10);
    }

    @Test
    void throwsRefusalsWithoutOpeningTheBreaker() {
        for (int i = 0; i < 12; i++) {
            HEYLOYALTY.answers(400, "{}");
            assertThatThrownBy(this::call).hasRootCauseInstanceOf(PermanentException.class);
        }

        assertThat(breaker().getCircuitBreakerState()).isEqualTo("CLOSED");
        assertThat(HEYLOYALTY.requests()).hasSize(12);
    }

    @Test
    void tellsRefusedAccessAndTheUnknownApart() {
        HEYLOYALTY.answers(401, "{}").answers(404, "{}");

        assertThatThrownBy(this::call).hasRootCauseInstanceOf(AccessException.class);
        assertThatThrownBy(this::call).hasRootCauseInstanceOf(HeyLoyaltyNotFoundException.class);
    }

    @Test
    void keepsToItsShareOfTheCallsAtATimeAndGivesItsPlaceBack() {
        when(instances.share(3)).thenReturn(1);
        HEYLOYALTY.answers(404, "{}").answers(200, "{}");

        assertThatThrownBy(this::call).hasRootCauseInstanceOf(HeyLoyaltyNotFoundException.class);
        assertThat(call().isObject()).isTrue();

        verify(instances, times(2)).share(3);
    }

    private JsonNode call() {
        return camel.requestBody("direct:call-heyloyalty", REQUEST, JsonNode.class);
    }

    private ResilienceProcessor breaker() {
        return context.getRoute("call-heyloyalty").filter("circuitBreaker*").stream()
                .map(ResilienceProcessor.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
