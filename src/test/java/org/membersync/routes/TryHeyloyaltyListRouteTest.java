package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.failure.AccessException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "try-heyloyalty-list.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:read-heyloyalty-list")
class TryHeyloyaltyListRouteTest extends RouteTestSupport {

    @Test
    void goesOnWithWhatWasRead() {
        Exchange tried = tryList();

        assertThat(tried.getVariable("listFailure")).isNull();
        assertThat(list.isUnfit()).isFalse();
    }

    @Test
    void keepsTheFailureAndGoesOnWithoutTheList() {
        AccessException refused = new AccessException("access", "mend the key");
        script("read-heyloyalty-list", refused);

        Exchange tried = tryList();

        assertThat(tried.getException()).isNull();
        assertThat(tried.getVariable("listFailure")).isSameAs(refused);
        assertThat(list.isUnfit()).isTrue();
        assertThat(list.isStale()).as("the next run reads it again").isTrue();
    }

    private Exchange tryList() {
        return camel.request(
                "direct:try-heyloyalty-list", exchange -> exchange.getMessage().setBody(""));
    }
}
