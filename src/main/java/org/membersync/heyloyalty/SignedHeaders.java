package org.membersync.heyloyalty;

/**
 * The two headers that authorise a request.
 *
 * @param timestamp value of {@code X-Request-Timestamp}
 * @param authorization value of {@code Authorization}
 */
public record SignedHeaders(String timestamp, String authorization) {

    /** No secret in it. */
    @Override
    public String toString() {
        return "SignedHeaders[" + timestamp + "]";
    }
}
