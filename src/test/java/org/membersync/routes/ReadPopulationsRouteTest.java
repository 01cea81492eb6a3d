package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import java.util.List;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.membersync.population.PopulationCursor;
import org.membersync.population.PopulationCursor.Pages;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "read-populations.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:read-population")
class ReadPopulationsRouteTest extends RouteTestSupport {

    private static final PopulationCursor MEMBERS = new PopulationCursor(7, Pages.MEMBERS, 0, 0, "", true, 0);
    private static final PopulationCursor ENTRIES = new PopulationCursor(7, Pages.ENTRIES, 0, 0, "", true, 0);

    @Test
    void readsOneKindOfPagesAfterTheOther() {
        when(populationReading.cursors(7)).thenReturn(List.of(MEMBERS, ENTRIES));

        camel.sendBody("direct:read-populations", 7L);

        assertThat(route("read-population").getReceivedExchanges())
                .extracting(exchange -> exchange.getMessage().getBody())
                .containsExactly(MEMBERS, ENTRIES);
    }

    @Test
    void endsWithTheFirstThatFails() {
        when(populationReading.cursors(7)).thenReturn(List.of(MEMBERS, ENTRIES));
        script("read-population", new TransientException("away", "try again", null));

        assertThatThrownBy(() -> camel.sendBody("direct:read-populations", 7L))
                .hasRootCauseInstanceOf(TransientException.class);

        assertThat(route("read-population").getReceivedCounter()).isEqualTo(1);
    }
}
