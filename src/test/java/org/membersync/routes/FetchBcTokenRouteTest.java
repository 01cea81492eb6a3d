package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.TokenAnswer;
import org.membersync.failure.AccessException;
import org.membersync.support.FakeServer.Request;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "fetch-bc-token.camel.yaml" + RouteTestSupport.FAILURES)
class FetchBcTokenRouteTest extends RouteTestSupport {

    @Test
    void asksForATokenByAFormWithoutForeignHeaders() {
        BUSINESS_CENTRAL.answers(200, "{\"access_token\":\"made-up\",\"expires_in\":3599}");

        TokenAnswer answer =
                camel.requestBodyAndHeader("direct:fetch-bc-token", "", "X-Foreign", "leaks", TokenAnswer.class);

        assertThat(answer.token()).isEqualTo("made-up");
        assertThat(answer.lifetime()).isEqualTo(Duration.ofSeconds(3599));
        Request sent = BUSINESS_CENTRAL.requests().get(0);
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.path()).isEqualTo("/token");
        assertThat(sent.headers().getFirst("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(sent.headers().getFirst("X-Foreign")).isNull();
        assertThat(sent.body()).contains("grant_type=client_credentials", "client_id=made-up-client");
    }

    @Test
    void tellsRefusedCredentials() {
        BUSINESS_CENTRAL.answers(401, "{\"error\":\"invalid_client\"}");

        assertThatThrownBy(() -> camel.requestBody("direct:fetch-bc-token", ""))
                .hasRootCauseInstanceOf(AccessException.class);
        assertThat(BUSINESS_CENTRAL.requests()).hasSize(1);
    }
}
