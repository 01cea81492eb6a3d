package org.membersync.settings;

import java.time.Duration;

/**
 * How Business Central is reached.
 *
 * @param apiUrl root of the OData API pages, without a slash at the end
 * @param retailApiUrl NP Retail's REST front with tenant, environment and company, without a slash at the end
 * @param overlap how far behind the watermark the feeds are read again (behaviour O1)
 * @param consentSweep every linked member's consent is read again at least this often
 */
public record BusinessCentralSettings(
        String apiUrl,
        String companyId,
        String retailApiUrl,
        Auth auth,
        String tokenUrl,
        String clientId,
        String clientSecret,
        String scope,
        String username,
        String password,
        String apiKey,
        int pageSize,
        int maxConcurrentRequests,
        int requestsPer5Minutes,
        Duration overlap,
        Duration consentSweep) {

    /** How requests are authorised. */
    public enum Auth {
        OAUTH2,
        BASIC,
        API_KEY
    }

    /** No secret in it. */
    @Override
    public String toString() {
        return "BusinessCentralSettings[apiUrl=" + apiUrl + ", auth=" + auth + "]";
    }
}
