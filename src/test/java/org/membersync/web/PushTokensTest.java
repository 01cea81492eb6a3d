package org.membersync.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Tokens that are refused at each gate: the log names that gate's own settings. */
@WebTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "membersync.routes=file:routes",
            "membersync.schedules.enabled=false",
            "membersync.heyloyalty.list-id=1717",
            "membersync.webhooks.auth=oauth2",
            "membersync.webhooks.audience=" + IssuerServer.AUDIENCE,
            "membersync.audiences.auth=oauth2",
            "membersync.audiences.audience=" + IssuerServer.AUDIENCE,
            "membersync.heybooking.enabled=true",
            "membersync.heybooking.integration-id=7",
            "membersync.heybooking.errors-email=drift@example.dk",
            "membersync.heybooking.auth=oauth2",
            "membersync.heybooking.audience=" + IssuerServer.AUDIENCE
        })
class PushTokensTest {

    private static final IssuerServer ISSUER = IssuerServer.start();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void leadToTheIssuer(DynamicPropertyRegistry registry) {
        registry.add("membersync.webhooks.issuer-uri", ISSUER::uri);
        registry.add("membersync.audiences.issuer-uri", ISSUER::uri);
        registry.add("membersync.heybooking.issuer-uri", ISSUER::uri);
    }

    @BeforeEach
    void comeBack() {
        ISSUER.away(false);
    }

    @AfterAll
    static void stop() {
        ISSUER.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "/webhooks/heyloyalty, membersync.webhooks, MEMBERSYNC_WEBHOOKS_",
        "/audiences/events, membersync.audiences, MEMBERSYNC_AUDIENCES_",
        "/bookings/events, membersync.heybooking, MEMBERSYNC_HEYBOOKING_"
    })
    void eachGateNamesItsOwnSettings(String path, String settings, String variables, CapturedOutput output) {
        String issuer = settings + ".issuer-uri (" + variables + "ISSUERURI)";
        ISSUER.away(true);
        assertThat(send(path, ISSUER.claims())).isEqualTo(503);
        assertThat(output.getOut()).contains("does not give its keys", "see " + issuer);
        ISSUER.away(false);

        JWTClaimsSet.Builder elsewhere = ISSUER.claims().issuer("https://elsewhere.example.dk");
        assertThat(send(path, elsewhere)).isEqualTo(401);
        assertThat(send(path, elsewhere)).isEqualTo(401);
        assertThat(output.getOut().split("compare " + settings + ".issuer-uri", -1))
                .as("told once")
                .hasSize(2);
        assertThat(output.getOut()).contains("compare " + issuer).doesNotContain("elsewhere.example.dk");

        assertThat(send(path, ISSUER.claims())).isEqualTo(202);
        assertThat(send(path, ISSUER.claims().audience("another"))).isEqualTo(401);
        assertThat(output.getOut()).contains("compare " + settings + ".audience (" + variables + "AUDIENCE)");
    }

    private int send(String path, JWTClaimsSet.Builder claims) {
        String body =
                path.startsWith("/webhooks") ? "{\"member_id\":\"hl-1\",\"list_id\":1717,\"type\":\"update\"}" : "[]";
        return WebTestSupport.program(port, "Bearer " + ISSUER.token(claims))
                .post(path, "application/json", BodyPublishers.ofString(body))
                .statusCode();
    }
}
