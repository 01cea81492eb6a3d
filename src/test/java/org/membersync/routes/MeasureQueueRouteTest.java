package org.membersync.routes;

import static org.mockito.Mockito.verify;

import java.util.List;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "measure-queue.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("jdbc:dataSource")
class MeasureQueueRouteTest extends RouteTestSupport {

    @Test
    void handsTheParkedMembersToTheMetrics() throws Exception {
        tickByHand("measure-queue");
        List<Map<String, Object>> rows = List.of(Map.of("status", "open", "reason", "unmapped-value", "members", 3L));
        context.getEndpoint("mock:jdbc:dataSource", MockEndpoint.class)
                .whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(rows));

        tick();

        verify(syncMetrics).measure(rows);
    }
}
