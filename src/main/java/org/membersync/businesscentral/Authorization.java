package org.membersync.businesscentral;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How requests are authorised: the setting {@code membersync.business-central.auth}. */
public interface Authorization {

    /** The header for a request to that front; may ask for a token. */
    AuthorizationHeader header(Front front);

    /** To be called with the header of a request that got 401, so that the next one comes with a new token. */
    default void refused(AuthorizationHeader header) {}

    /** Entra's tokens on both fronts. */
    static Authorization oauth2(AccessTokens tokens) {
        return new BearerAuthorization(tokens);
    }

    /** User name and web service access key (a Business Central on own servers) on both fronts. */
    static Authorization basic(String username, String password) {
        String plain = username + ":" + password;
        String value = "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        return front -> new AuthorizationHeader("Authorization", value);
    }

    /**
     * NP Retail's key on its own front. The OData pages do not know such keys, so they need another way beside it: oauth2 when
     * a client-id is set, else basic.
     */
    static Authorization apiKey(String key, Authorization odata) {
        return new ApiKeyAuthorization(key, odata);
    }
}
