package org.membersync.heyloyalty;

/**
 * An import of bookings, ready to be signed and sent.
 *
 * @param path starts with a slash and follows the setting {@code membersync.heybooking.api-url}; already percent-encoded
 * @param contentType with the boundary of the parts
 * @param body multipart form data
 * @param what short words for messages, without personal data
 */
public record HeybookingRequest(String path, String contentType, String body, String what) {

    /** What is sent, without the body, which holds personal data. */
    @Override
    public String toString() {
        return "POST " + what;
    }
}
