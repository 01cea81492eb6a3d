package org.membersync.businesscentral;

import java.util.Map;

/**
 * A request to Business Central, ready to be sent as it is.
 *
 * @param front decides the base URL and the way to authorise
 * @param method the HTTP method
 * @param path starts with a slash and follows the base URL; already percent-encoded
 * @param query already percent-encoded, without a question mark; empty for none
 * @param headers to be set besides the authorisation
 * @param body JSON, or null for none
 * @param what short words for messages; of a person at most the member's id or number
 */
public record BusinessCentralRequest(
        Front front, String method, String path, String query, Map<String, String> headers, String body, String what) {

    public BusinessCentralRequest {
        headers = Map.copyOf(headers);
    }

    /** What is asked, without path, query and body, which may hold personal data. */
    @Override
    public String toString() {
        return method + " " + what;
    }
}
