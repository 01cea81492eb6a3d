package org.membersync.businesscentral;

import static org.membersync.http.PercentEncoding.encode;

/** The request for a token by client credentials: a POST to the setting {@code membersync.business-central.token-url}. */
public final class TokenRequests {

    /** The body's content type. */
    public static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

    private final String clientId;
    private final String clientSecret;
    private final String scope;

    public TokenRequests(String clientId, String clientSecret, String scope) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.scope = scope;
    }

    /** The form; it holds the secret, so it is never logged. */
    public String body() {
        return "grant_type=client_credentials&client_id=" + encode(clientId) + "&client_secret=" + encode(clientSecret)
                + "&scope=" + encode(scope);
    }
}
