package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** All routes in one Camel: a caller retries, postpones and parks what the routes below it leave alone. */
@TestPropertySource(properties = "camel.main.routes-include-pattern=file:routes/**/*.camel.yaml")
class CallerFailuresTest extends RouteTestSupport {

    @Test
    void onlyRoutesOfThatPolicyLeaveTheirFailuresAlone() {
        assertThat(((ModelCamelContext) context).getRouteDefinitions())
                .hasSizeGreaterThan(10)
                .allSatisfy(route -> assertThat(route.getErrorHandlerFactory() instanceof NoErrorHandlerDefinition)
                        .as(route.getRouteId())
                        .isEqualTo("caller-failures".equals(route.getRouteConfigurationId())));
    }
}
