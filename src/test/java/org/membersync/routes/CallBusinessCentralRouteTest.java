package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.apache.camel.processor.Throttler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SystemUnavailableException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The sending is loaded too, so that the breaker sees real answers. */
@TestPropertySource(
        properties = {
            RouteTestSupport.SHARED + "call-business-central.camel.yaml,"
                    + "file:routes/shared/send-to-business-central.camel.yaml" + RouteTestSupport.FAILURES,
            "membersync.business-central.max-concurrent-requests=2",
            "membersync.business-central.requests-per-5-minutes=777"
        })
class CallBusinessCentralRouteTest extends RouteTestSupport {

    @Autowired
    private BusinessCentralRequests requests;

    @BeforeEach
    void closeBreaker() {
        breaker().transitionToCloseState();
    }

    @Test
    void answersTheJson() {
        BUSINESS_CENTRAL.answers(200, "{\"value\":[]}");

        assertThat(call().path("value").isArray()).isTrue();
    }

    @Test
    void opensTheBreakerAfterRepeatedOutagesAndCallsNoMore() {
        for (int i = 0; i < 10; i++) {
            BUSINESS_CENTRAL.answers(503, "");
            assertThatThrownBy(this::call).hasRootCauseInstanceOf(SystemUnavailableException.class);
        }

        assertThatThrownBy(this::call).hasRootCauseInstanceOf(CallNotPermittedException.class);

        assertThat(BUSINESS_CENTRAL.requests()).hasSize(10);
    }

    @Test
    void throwsRefusalsWithoutOpeningTheBreaker() {
        for (int i = 0; i < 12; i++) {
            BUSINESS_CENTRAL.answers(400, "{}");
            assertThatThrownBy(this::call).hasRootCauseInstanceOf(PermanentException.class);
        }

        assertThat(breaker().getCircuitBreakerState()).isEqualTo("CLOSED");
        assertThat(BUSINESS_CENTRAL.requests()).hasSize(12);
    }

    @Test
    void takesThrottleAndBulkheadFromTheSettings() {
        call();

        assertThat(breaker().getBulkheadMaxConcurrentCalls()).isEqualTo(2);
        assertThat(context.getRoute("call-business-central").filter("throttle*"))
                .first()
                .extracting(throttle -> ((Throttler) throttle).getCurrentMaximumRequests())
                .isEqualTo(777);
    }

    private JsonNode call() {
        BusinessCentralRequest request = requests.companies();
        return camel.requestBody("direct:call-business-central", request, JsonNode.class);
    }

    private ResilienceProcessor breaker() {
        return context.getRoute("call-business-central").filter("circuitBreaker*").stream()
                .map(ResilienceProcessor.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
