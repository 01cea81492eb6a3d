package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.util.Map;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.BusinessCentralWrites;
import org.membersync.decision.Change;
import org.membersync.failure.OvertakenException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SystemUnavailableException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The sending is loaded too, so that the breaker sees real answers. */
@TestPropertySource(
        properties = {
            RouteTestSupport.SHARED + "call-business-central.camel.yaml,"
                    + "file:routes/shared/send-to-business-central.camel.yaml" + RouteTestSupport.FAILURES,
            "membersync.business-central.max-concurrent-requests=2"
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
    void waitsForTheBudgetAndForItsShareOfTheCallsAtATime() {
        when(budget.take()).thenReturn(false, false, true);
        when(instances.share(2)).thenReturn(0, 1);
        BUSINESS_CENTRAL.answers(200, "{}");

        call();

        verify(budget, times(3)).take();
        verify(instances, times(2)).share(2);
    }

    @Test
    void givesItsPlaceBackHoweverTheCallEnded() {
        when(instances.share(2)).thenReturn(1);
        BUSINESS_CENTRAL.answers(400, "{}").answers(503, "").answers(200, "{}");

        assertThatThrownBy(this::call).hasRootCauseInstanceOf(PermanentException.class);
        assertThatThrownBy(this::call).hasRootCauseInstanceOf(SystemUnavailableException.class);
        assertThat(call().isObject()).isTrue();
    }

    @Test
    void writesNothingInATurnThatWasTakenOver() {
        doThrow(new OvertakenException("taken over")).when(claims).confirmSending(CHANGE);
        BusinessCentralRequest write = new BusinessCentralWrites().update("a1d0a1f4", Map.of("city", "Rønne"));

        for (int i = 0; i < 12; i++) {
            assertThat(send(write, CHANGE)).isInstanceOf(OvertakenException.class);
        }

        assertThat(BUSINESS_CENTRAL.requests()).isEmpty();
        assertThat(breaker().getCircuitBreakerState()).isEqualTo("CLOSED");
    }

    @Test
    void asksNobodyBeforeItReads() {
        BUSINESS_CENTRAL.answers(200, "{}");

        assertThat(send(requests.companies(), CHANGE)).isNull();

        verify(claims, never()).confirmSending(any());
    }

    private Exception send(BusinessCentralRequest request, Change change) {
        return camel.send("direct:call-business-central", exchange -> {
                    exchange.getMessage().setBody(request);
                    exchange.setVariable("change", change);
                })
                .getException();
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
