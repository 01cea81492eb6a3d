package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.population.PopulationCursor;
import org.membersync.population.PopulationCursor.Pages;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "read-population.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-business-central|direct:call-heyloyalty")
class ReadPopulationRouteTest extends RouteTestSupport {

    private static final PopulationCursor FIRST = cursor(Pages.MEMBERS, 0, true);
    private static final PopulationCursor SECOND = cursor(Pages.MEMBERS, 1000, true);

    @Test
    void readsBusinessCentralPageAfterPage() {
        answer("call-business-central", Json.object());
        when(populationReading.take(eq(FIRST), any(), any())).thenReturn(SECOND);
        when(populationReading.take(eq(SECOND), any(), any())).thenReturn(cursor(Pages.MEMBERS, 1500, false));

        camel.sendBody("direct:read-population", FIRST);

        assertThat(route("call-business-central").getReceivedCounter()).isEqualTo(2);
        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
    }

    @Test
    void readsTheListFromHeyLoyalty() {
        answer("call-heyloyalty", Json.object());
        PopulationCursor list = cursor(Pages.ENTRIES, 0, true);
        when(populationReading.take(eq(list), any(), any())).thenReturn(cursor(Pages.ENTRIES, 0, false));

        camel.sendBody("direct:read-population", list);

        assertThat(route("call-heyloyalty").getReceivedCounter()).isEqualTo(1);
        assertThat(route("call-business-central").getReceivedCounter()).isZero();
    }

    @Test
    void takesNothingOfAPageThatDidNotCome() {
        script("call-business-central", new TransientException("away", "try again", null));

        assertThatThrownBy(() -> camel.sendBody("direct:read-population", FIRST))
                .hasRootCauseInstanceOf(TransientException.class);

        verify(populationReading, never()).take(any(), any(), any());
    }

    private static PopulationCursor cursor(Pages pages, long readTo, boolean open) {
        return new PopulationCursor(7, pages, readTo, readTo, "", open, 0);
    }
}
