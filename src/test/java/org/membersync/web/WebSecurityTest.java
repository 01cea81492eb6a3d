package org.membersync.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class WebSecurityTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void showsHealthWithoutLoginAndWithoutDetails(String path) {
        var answer = WebTestSupport.anonymous(port).get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"UP\"").doesNotContain("components", "details");
    }

    @Test
    void showsHealthDetailsToWhoeverIsLoggedIn() {
        assertThat(WebTestSupport.viewer(port).get("/actuator/health").body()).contains("components");
        assertThat(WebTestSupport.operator(port).get("/actuator/health").body()).contains("components");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/hawtio",
                "/hawtio/",
                "/jolokia",
                "/hawtio/jolokia",
                "/actuator/prometheus",
                "/actuator/info"
            })
    void sendsTheProgramWithoutLoginAway(String path) {
        assertThat(WebTestSupport.anonymous(port).get(path).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/hawtio/", "/hawtio/camel/routes", "/actuator/info"})
    void sendsThePersonWithoutLoginToTheLoginPage(String path) {
        var answer = WebTestSupport.anonymous(port).page(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hawtio/",
                "/hawtio/index.html",
                "/hawtio/camel/routes",
                "/actuator/prometheus",
                "/actuator/info",
                "/jolokia/version"
            })
    void showsThePagesToTheViewer(String path) {
        assertThat(WebTestSupport.viewer(port).page(path).statusCode()).isEqualTo(200);
    }

    @Test
    void leadsFromTheBareAddressToHawtio() {
        var answer = WebTestSupport.viewer(port).page("/");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("http://localhost:" + port + "/hawtio/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/beans",
                "/actuator/configprops",
                "/actuator/shutdown",
                "/actuator/loggers",
                "/actuator/threaddump",
                "/env",
                "/heapdump",
                "/health",
                "/shutdown"
            })
    void servesNothingElseEvenToTheOperator(String path) {
        assertThat(WebTestSupport.operator(port).get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void knowsNoWebhooksUntilTheyAreSetUp() {
        var answer = WebTestSupport.anonymous(port)
                .post("/webhooks/heyloyalty", "{\"type\":\"CONNECTION TEST\"}", (String) null);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(WebTestSupport.anonymous(port)
                        .post("/audiences/events", "[]", (String) null)
                        .statusCode())
                .isEqualTo(404);
        for (String query : new String[] {"", "?validationToken=5c1f0a9e"}) {
            var event = WebTestSupport.anonymous(port)
                    .post(
                            "/webhooks/business-central" + query,
                            "{\"eventName\":\"memberDetails_updated\",\"clientState\":\"\"}",
                            (String) null);
            assertThat(event.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void showsMetricsOfCamel() {
        assertThat(WebTestSupport.operator(port).get("/actuator/prometheus").body())
                .contains("camel_");
    }

    @Test
    void refusesAWrongPassword() {
        var answer = WebTestSupport.viewer(port).get("/jolokia/version");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(WebTestSupport.stranger(port).get("/jolokia/version").statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesAPostWithoutTheCsrfToken() {
        var answer = WebTestSupport.operator(port).post("/hawtio/jolokia", "{\"type\":\"version\"}", (String) null);

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void sendsHeadersThatKeepOtherSitesOut() {
        var headers = WebTestSupport.viewer(port).get("/actuator/info").headers();

        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Content-Security-Policy")).isPresent();
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
}
