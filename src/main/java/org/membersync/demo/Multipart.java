package org.membersync.demo;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code multipart/form-data}. */
final class Multipart {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:[^\\r\\n]*?[; ]name=\"([^\"]*)\"");

    private Multipart() {}

    static Form read(String contentType, byte[] body) {
        Form form = new Form();
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw HeyLoyaltyError.invalid("The multipart body has no boundary");
        }
        // One char per byte keeps every byte; the values are decoded at last.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        for (String part : text.split(Pattern.quote("--" + boundary.group(1)))) {
            int end = part.indexOf("\r\n\r\n");
            Matcher name = NAME.matcher(part);
            if (end > 0 && name.find()) {
                String value = part.substring(end + 4);
                value = value.endsWith("\r\n") ? value.substring(0, value.length() - 2) : value;
                form.add(decoded(name.group(1)), decoded(value));
            }
        }
        return form;
    }

    private static String decoded(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
