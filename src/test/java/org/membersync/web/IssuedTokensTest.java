package org.membersync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

class IssuedTokensTest {

    private static final IssuerServer ISSUER = IssuerServer.start();

    private final JwtDecoder decoder = IssuedTokens.decoder(ISSUER.uri(), IssuerServer.AUDIENCE);

    @BeforeEach
    void startAnew() {
        ISSUER.away(false);
        ISSUER.asked().clear();
    }

    @AfterAll
    static void stop() {
        ISSUER.stop();
    }

    @Test
    void asksTheIssuerWithTheFirstTokenAndKeepsItsKeys() {
        assertThat(ISSUER.asked()).isEmpty();

        decoder.decode(ISSUER.token(ISSUER.claims()));
        List<String> asked = List.copyOf(ISSUER.asked());
        decoder.decode(ISSUER.token(ISSUER.claims().audience(List.of("other", IssuerServer.AUDIENCE))));

        assertThat(asked).isNotEmpty();
        assertThat(ISSUER.asked()).isEqualTo(asked);
    }

    @Test
    void takesTheTypeThatAccessTokensShouldHave() {
        assertThat(decoder.decode(ISSUER.token(ISSUER.claims(), new JOSEObjectType("at+jwt")))
                        .getSubject())
                .isEqualTo("heyloyalty");
    }

    @Test
    void refusesWhatTheIssuerDidNotSign() {
        refused(ISSUER.forged(ISSUER.claims()));
        refused(ISSUER.withUnknownKey(ISSUER.claims()));
        refused(IssuerServer.unsigned(ISSUER.claims()));
        refused("no token at all");
    }

    @Test
    void refusesWhatWasNotIssuedForUsNow() {
        refused(ISSUER.token(ISSUER.claims().audience("another")));
        refused(ISSUER.token(ISSUER.claims().audience((String) null)));
        refused(ISSUER.token(ISSUER.claims().issuer("https://elsewhere.example.dk")));
        refused(ISSUER.token(ISSUER.claims().issuer(null)));
        refused(ISSUER.token(
                ISSUER.claims().expirationTime(Date.from(Instant.now().minusSeconds(300)))));
        refused(ISSUER.token(
                ISSUER.claims().notBeforeTime(Date.from(Instant.now().plusSeconds(300)))));
        refused(ISSUER.token(ISSUER.claims(), new JOSEObjectType("logout+jwt")));
    }

    @Test
    void refusesATokenThatNeverExpires() {
        refused(ISSUER.token(ISSUER.claims().expirationTime(null)));
    }

    @Test
    void refusesNothingWhileTheIssuerCannotBeAsked() {
        ISSUER.away(true);
        assertThatThrownBy(() -> decoder.decode(ISSUER.token(ISSUER.claims()))).isNotInstanceOf(BadJwtException.class);

        ISSUER.away(false);
        decoder.decode(ISSUER.token(ISSUER.claims()));

        ISSUER.away(true);
        decoder.decode(ISSUER.token(ISSUER.claims()));
        assertThatThrownBy(() -> decoder.decode(ISSUER.withUnknownKey(ISSUER.claims())))
                .as("it may be a new key")
                .isNotInstanceOf(BadJwtException.class);
    }

    private void refused(String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
    }
}
