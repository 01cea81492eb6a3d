package org.membersync.heyloyalty;

/**
 * A request to HeyLoyalty, ready to be signed and sent.
 *
 * @param method the HTTP method
 * @param path starts with a slash and follows the setting {@code membersync.heyloyalty.api-url}; already percent-encoded
 * @param query already percent-encoded, without a question mark; empty for none
 * @param body JSON, or null for none
 * @param what short words for messages; of a person at most HeyLoyalty's member id
 */
public record HeyLoyaltyRequest(String method, String path, String query, String body, String what) {

    /** What is asked, without path, query and body, which may hold personal data. */
    @Override
    public String toString() {
        return method + " " + what;
    }
}
