package org.membersync.businesscentral;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.membersync.failure.AccessException;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.http.RetryAfter;

/** Reads the token endpoint's answers. */
public final class TokenAnswers {

    /** RFC 6749's lifetime is optional; Entra always sends it. */
    private static final int LIFETIME_IF_UNTOLD = 300;

    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final Clock clock;

    public TokenAnswers(Clock clock) {
        this.clock = clock;
    }

    /**
     * The token of a good answer.
     *
     * @param retryAfter the header {@code Retry-After}, null when there is none
     * @throws AccessException with reason {@code business-central-access} when the client is refused
     * @throws TransientException when asking again can help
     */
    public TokenAnswer read(int status, String retryAfter, String body) {
        JsonNode answer = Json.read(body).orElseGet(Json::object);
        String token = Json.text(answer, "access_token");
        if (status / 100 == 2 && !token.isEmpty()) {
            return new TokenAnswer(
                    token,
                    Duration.ofSeconds(Math.max(1, answer.path("expires_in").asLong(LIFETIME_IF_UNTOLD))));
        }
        String error = Json.text(answer, "error");
        String inBrackets = error.matches("[a-z_]{1,40}") ? " (" + error + ")" : "";
        if (status / 100 == 4 && !PASSING.contains(status)) {
            throw new AccessException(
                    "business-central-access",
                    "The token endpoint refused the client with " + status + inBrackets + ": " + mending(error));
        }
        throw new TransientException(
                status / 100 == 2 ? "malformed-answer" : "business-central-unavailable",
                "The token endpoint gave no token but " + status + inBrackets
                        + ": it is asked again later; if it stays so, check membersync.business-central.token-url"
                        + " (MEMBERSYNC_BUSINESSCENTRAL_TOKENURL)",
                RetryAfter.read(retryAfter, clock).orElse(null),
                null);
    }

    private static String mending(String error) {
        if ("invalid_scope".equals(error)) {
            return "check membersync.business-central.scope (MEMBERSYNC_BUSINESSCENTRAL_SCOPE)";
        }
        return "check membersync.business-central.client-id, client-secret and token-url"
                + " (MEMBERSYNC_BUSINESSCENTRAL_CLIENTID, MEMBERSYNC_BUSINESSCENTRAL_CLIENTSECRET,"
                + " MEMBERSYNC_BUSINESSCENTRAL_TOKENURL); a secret of an Entra app also runs out, then make a new one";
    }
}
