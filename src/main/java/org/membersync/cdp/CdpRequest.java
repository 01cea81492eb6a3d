package org.membersync.cdp;

/**
 * A question to the CDP.
 *
 * @param path follows the setting {@code membersync.audiences.api-url}; already percent-encoded
 * @param query already percent-encoded, empty for none
 * @param what short words for messages, no person in them
 */
public record CdpRequest(String path, String query, String what) {

    @Override
    public String toString() {
        return "GET " + what;
    }
}
