package org.membersync.web;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** One route to look at, start and stop. */
@TestConfiguration(proxyBeanMethods = false)
class WebTestRoute {

    @Bean
    RouteBuilder watchedRoute() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:watched").routeId("watched").setBody(constant("seen"));
            }
        };
    }
}
