package org.membersync.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@WebTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "membersync.routes=file:routes",
            "membersync.schedules.enabled=false",
            "membersync.heyloyalty.list-id=1717",
            "membersync.webhooks.auth=oauth2",
            "membersync.webhooks.audience=" + IssuerServer.AUDIENCE
        })
class WebhookTokensTest {

    private static final IssuerServer ISSUER = IssuerServer.start();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void leadToTheIssuer(DynamicPropertyRegistry registry) {
        registry.add("membersync.webhooks.issuer-uri", ISSUER::uri);
    }

    @AfterAll
    static void stop() {
        ISSUER.stop();
    }

    @Test
    void startsWithoutTheIssuerAsksToTryAgainMeanwhileAndThenTellsGoodTokensFromOthers(CapturedOutput output) {
        assertThat(ISSUER.asked()).as("at the start").isEmpty();
        String good = ISSUER.token(ISSUER.claims());

        ISSUER.away(true);
        HttpResponse<String> away = send("Bearer " + good);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(send("Bearer " + good).statusCode()).isEqualTo(503);
        assertThat(output.getOut().split("cannot be checked", -1))
                .as("told once")
                .hasSize(2);
        assertThat(stored()).isZero();

        ISSUER.away(false);
        assertThat(send("Bearer " + good).statusCode()).isEqualTo(202);
        assertThat(stored()).isEqualTo(1);

        Date past = Date.from(Instant.now().minusSeconds(300));
        assertThat(send("Bearer " + ISSUER.token(ISSUER.claims().expirationTime(past)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("Bearer " + ISSUER.forged(ISSUER.claims())).statusCode())
                .isEqualTo(401);
        assertThat(send("Bearer " + IssuerServer.unsigned(ISSUER.claims())).statusCode())
                .isEqualTo(401);
        assertThat(send(WebTestSupport.basic("heyloyalty", "made-up")).statusCode())
                .isEqualTo(401);
        HttpResponse<String> nothing = send(null);
        assertThat(nothing.statusCode()).isEqualTo(401);
        assertThat(nothing.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(way -> assertThat(way).startsWith("Bearer"));
        assertThat(stored()).isEqualTo(1);

        ISSUER.away(true);
        assertThat(send("Bearer " + good).statusCode()).as("with the kept keys").isEqualTo(202);
        assertThat(send("Bearer " + ISSUER.withUnknownKey(ISSUER.claims())).statusCode())
                .as("which may be a new key")
                .isEqualTo(503);
    }

    private HttpResponse<String> send(String authorization) {
        return WebTestSupport.program(port, authorization)
                .post(
                        "/webhooks/heyloyalty",
                        "application/json",
                        BodyPublishers.ofString("{\"member_id\":\"hl-1\",\"list_id\":1717,\"type\":\"update\"}"));
    }

    private long stored() {
        return jdbc.sql("SELECT COUNT(*) FROM webhook_request")
                .query(Long.class)
                .single();
    }
}
