package org.membersync.heyloyalty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignatureTest {

    /** {@code printf 'Fri, 24 May 2013 13:16:26 GMT' | openssl dgst -sha256 -hmac s} */
    private static final String HEX = "53856c55f849c4a7798b6fb5c8bc0f5d9c817ec1ecd43bade6c1a699391d1a4a";

    /** {@code printf "k:$(printf HEX | base64 -w0)" | base64 -w0} with the digest above as HEX. */
    private static final String AUTHORIZATION =
            "Basic azpOVE00TlRaak5UVm1PRFE1WXpSaE56YzVPR0kyWm1JMVl6aGlZekJtTldRNVl6Z3hOMlZqTVdWalpEUXpZbUZrWlRaak1XRTJPVGt6T1RGa01XRTBZUT09";

    @Test
    void signsAsOpensslDoes() {
        SignedHeaders headers = new Signature("k", "s", at("2013-05-24T13:16:26.789Z")).sign();

        assertThat(headers.timestamp()).isEqualTo("Fri, 24 May 2013 13:16:26 GMT");
        assertThat(headers.authorization()).isEqualTo(AUTHORIZATION);
        assertThat(decoded(decoded(AUTHORIZATION.substring("Basic ".length())).substring("k:".length())))
                .isEqualTo(HEX);
    }

    @Test
    void writesDayWithTwoDigits() {
        assertThat(new Signature("k", "s", at("2026-03-01T01:02:03Z")).sign().timestamp())
                .isEqualTo("Sun, 01 Mar 2026 01:02:03 GMT");
    }

    @Test
    void showsNoSecretInItsText() {
        Signature signature = new Signature("MARKER", "MARKER", at("2026-03-01T01:02:03Z"));

        assertThat(signature.toString()).doesNotContain("MARKER");
        assertThat(signature.sign().toString()).doesNotContain("Basic");
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
