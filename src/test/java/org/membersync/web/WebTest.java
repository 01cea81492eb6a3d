package org.membersync.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.membersync.MembersyncApplication;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;

/** Starts the whole application on a free port, with an operator, a viewer and one route. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@AutoConfigureObservability(tracing = false)
@SpringBootTest(
        classes = {MembersyncApplication.class, WebTestRoute.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "membersync.web.operator-password=" + WebTestSupport.OPERATOR_PASSWORD,
            "membersync.web.viewer-password=" + WebTestSupport.VIEWER_PASSWORD,
            "membersync.routes=file:src/test/resources/browser-routes",
            "spring.jmx.enabled=true"
        })
@interface WebTest {}
