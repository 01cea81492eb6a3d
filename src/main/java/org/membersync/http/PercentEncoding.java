package org.membersync.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.membersync.failure.PermanentException;

/** Texts turned into parts of a URL. */
public final class PercentEncoding {

    private PercentEncoding() {}

    /** The text as UTF-8 with everything encoded that is not unreserved; a space is {@code %20}. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /**
     * One segment of a path. A blank or dotted one would name another resource, so it is refused.
     *
     * @throws PermanentException with reason {@code malformed-id}
     */
    public static String segment(String text) {
        if (text == null || text.isBlank() || text.chars().allMatch(c -> c == '.')) {
            throw new PermanentException(
                    "malformed-id",
                    "An empty or dotted id cannot be asked for: look in the change's source for the id, and dismiss the change");
        }
        return encode(text);
    }
}
