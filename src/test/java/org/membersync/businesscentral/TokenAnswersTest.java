package org.membersync.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.membersync.failure.AccessException;
import org.membersync.failure.TransientException;

class TokenAnswersTest {

    private final TokenAnswers answers =
            new TokenAnswers(Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void asksWithEncodedClientCredentials() {
        assertThat(new TokenRequests("id", "s&+ø", "https://bc.example.dk/.default").body())
                .isEqualTo("grant_type=client_credentials&client_id=id&client_secret=s%26%2B%C3%B8"
                        + "&scope=https%3A%2F%2Fbc.example.dk%2F.default");
    }

    @Test
    void readsTokenAndLifetime() {
        assertThat(answers.read(200, null, "{\"access_token\":\"t\",\"expires_in\":3599,\"token_type\":\"Bearer\"}"))
                .isEqualTo(new TokenAnswer("t", Duration.ofSeconds(3599)));
        assertThat(answers.read(200, null, "{\"access_token\":\"t\",\"expires_in\":\"60\"}")
                        .lifetime())
                .isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"401, invalid_client", "400, invalid_client", "400, unauthorized_client", "400, MARKER?"})
    void namesTheSecretsWhenTheClientIsRefused(int status, String error) {
        assertThatThrownBy(() ->
                        answers.read(status, null, "{\"error\":\"" + error + "\",\"error_description\":\"MARKER\"}"))
                .isInstanceOfSatisfying(AccessException.class, failure -> assertThat(failure.reason())
                        .isEqualTo("business-central-access"))
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_CLIENTSECRET")
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_TOKENURL")
                .hasMessageNotContaining("MARKER");
    }

    @Test
    void namesTheScopeWhenItIsRefused() {
        assertThatThrownBy(() -> answers.read(400, null, "{\"error\":\"invalid_scope\"}"))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_SCOPE");
    }

    @ParameterizedTest
    @CsvSource({"429", "500", "503", "200", "302"})
    void asksAgainLaterWhenThereIsNoToken(int status) {
        assertThatThrownBy(() -> answers.read(status, "7", "<html>MARKER</html>"))
                .isInstanceOfSatisfying(TransientException.class, failure -> assertThat(failure.retryAfter())
                        .contains(Duration.ofSeconds(7)))
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_TOKENURL")
                .hasMessageNotContaining("MARKER");
    }
}
