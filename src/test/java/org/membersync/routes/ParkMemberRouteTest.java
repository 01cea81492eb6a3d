package org.membersync.routes;

import static org.mockito.Mockito.verify;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.membersync.failure.PermanentException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "park-member.camel.yaml" + RouteTestSupport.FAILURES)
class ParkMemberRouteTest extends RouteTestSupport {

    @Test
    void parksTheMemberOfTheTurnWithTheFailure() {
        PermanentException refused = new PermanentException("refused", "no");

        camel.request("direct:park-member", exchange -> {
            exchange.setVariable("change", CHANGE);
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, refused);
        });

        verify(failureHandling).park(CHANGE, refused);
    }
}
