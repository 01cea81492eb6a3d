package org.membersync.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The token endpoint, and who may come in. */
final class Access {

    private final BusinessCentralOptions options;
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();

    Access(BusinessCentralOptions options) {
        this.options = options;
    }

    /** {@code POST /{tenant}/oauth2/v2.0/token}: client credentials in the form body, or as Basic. */
    Answer token(Call call) {
        call.kind("token");
        Form form = Form.urlEncoded(new String(call.body(), StandardCharsets.UTF_8));
        if (!call.method().equals("POST") || !form.get("grant_type").equals("client_credentials")) {
            return error(400, "unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.");
        }
        boolean inForm = form.get("client_id").equals(options.clientId())
                && form.get("client_secret").equals(options.clientSecret());
        if (!inForm && !isBasic(call.header("Authorization"))) {
            return error(401, "invalid_client", "AADSTS7000215: Invalid client secret provided.");
        }
        String token = UUID.randomUUID().toString();
        tokens.put(token, options.clock().instant().plus(options.tokenLifetime()));
        return Answer.json(
                200,
                Map.of(
                        "token_type",
                        "Bearer",
                        "expires_in",
                        options.tokenLifetime().toSeconds(),
                        "ext_expires_in",
                        options.tokenLifetime().toSeconds(),
                        "access_token",
                        token));
    }

    private static Answer error(int status, String error, String description) {
        return Answer.json(status, Map.of("error", error, "error_description", description));
    }

    /** Whether the call carries a token that is alive, or the right user and web service key. */
    boolean allows(Call call) {
        String authorization = call.header("Authorization");
        if (authorization.startsWith("Bearer ")) {
            Instant until =
                    tokens.get(authorization.substring("Bearer ".length()).strip());
            return until != null && options.clock().instant().isBefore(until);
        }
        return isBasic(authorization);
    }

    boolean allowsByKey(Call call) {
        return call.header("x-np-api-key").equals(options.apiKey());
    }

    private boolean isBasic(String authorization) {
        String wanted = options.clientId() + ":" + options.clientSecret();
        return authorization.equals(
                "Basic " + Base64.getEncoder().encodeToString(wanted.getBytes(StandardCharsets.UTF_8)));
    }

    /** Makes all tokens unknown, as when they expired or were withdrawn. */
    void expireTokens() {
        tokens.clear();
    }
}
