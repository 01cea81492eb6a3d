package org.membersync.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Answers 401, and leaves word for the gate which setting to compare when a token was sent that is not taken. */
final class TokenRefusal implements AuthenticationEntryPoint {

    /** Attribute of the request: the last word of the setting. */
    static final String SETTING = TokenRefusal.class.getName();

    private final AuthenticationEntryPoint answer = new BearerTokenAuthenticationEntryPoint();

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws java.io.IOException, jakarta.servlet.ServletException {
        if (failure.getCause() instanceof JwtValidationException claims) {
            // Whoever has a token that ran out will get another one.
            if (names(claims, "iss claim")) {
                request.setAttribute(SETTING, "issuer-uri");
            } else if (names(claims, "aud claim")) {
                request.setAttribute(SETTING, "audience");
            }
        } else if (failure.getCause() instanceof BadJwtException) {
            request.setAttribute(SETTING, "issuer-uri");
        }
        answer.commence(request, response, failure);
    }

    private static boolean names(JwtValidationException refused, String claim) {
        return refused.getErrors().stream()
                .anyMatch(error ->
                        error.getDescription() != null && error.getDescription().contains(claim));
    }
}
