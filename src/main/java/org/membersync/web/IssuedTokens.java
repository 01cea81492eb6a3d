package org.membersync.web;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/** Checks access tokens: signed by the issuer's keys, in its name, for us, and not expired. */
final class IssuedTokens {

    /** HeyLoyalty waits for its answer meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private IssuedTokens() {}

    /** Asks the issuer with the first token, not at the start: it may be away then. Its keys are kept. */
    static JwtDecoder decoder(String issuer, String audience) {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer)
                    .restOperations(impatient())
                    // RFC 9068 has issuers name the type at+jwt; many leave it at JWT.
                    .validateType(false)
                    .jwtProcessorCustomizer(
                            processor -> processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                                    JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null)))
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                    new JwtTimestampValidator(),
                    new JwtIssuerValidator(issuer),
                    new JwtAudienceValidator(audience),
                    new JwtClaimValidator<Instant>(JwtClaimNames.EXP, Objects::nonNull))));
            return decoder;
        });
    }

    private static RestTemplate impatient() {
        SimpleClientHttpRequestFactory connections = new SimpleClientHttpRequestFactory();
        connections.setConnectTimeout(PATIENCE);
        connections.setReadTimeout(PATIENCE);
        return new RestTemplate(connections);
    }
}
