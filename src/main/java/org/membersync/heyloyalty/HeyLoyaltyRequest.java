package org.membersync.heyloyalty;

/**
 * A request to HeyLoyalty, ready to be signed and sent.
 *
 * @param method the HTTP method
 * @param path starts with a slash and follows the setting {@code membersync.heyloyalty.api-url}; already percent-encoded
 * @param query already percent-encoded, without a question mark; empty for none
 * @param body JSON, or null for none
 * @param what short words for messages; of a person at most HeyLoyalty's member id
 * @param account the settings entry of the account that signs, empty for that of the members' list
 * @param second whether the call is one of those that exist only in the API's second version
 */
public record HeyLoyaltyRequest(
        String method, String path, String query, String body, String what, String account, boolean second) {

    /** A call of the API's first version, with the account of the members' list. */
    public HeyLoyaltyRequest(String method, String path, String query, String body, String what) {
        this(method, path, query, body, what, "", false);
    }

    /** The same call, signed by that account. */
    HeyLoyaltyRequest by(String otherAccount) {
        return new HeyLoyaltyRequest(method, path, query, body, what, otherAccount, second);
    }

    /** What is asked, without path, query and body, which may hold personal data. */
    @Override
    public String toString() {
        return method + " " + what;
    }
}
