package org.membersync.heyloyalty;

import static org.membersync.http.PercentEncoding.segment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * Imports into Heybooking. The same bookings make the same request to the byte, so that one whose answer was lost can be
 * repeated: Heybooking updates by the booking's id.
 */
public final class HeybookingRequests {

    private static final String END = "\r\n";
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final String integrationId;
    private final String errorsEmail;
    private final boolean fireEvents;

    /**
     * @param errorsEmail whom Heybooking writes to of rows that it could not take; it answers before it looks at them
     * @param fireEvents whether Heybooking acts on the bookings, as by sending e-mails
     */
    public HeybookingRequests(String integrationId, String errorsEmail, boolean fireEvents) {
        this.integrationId = integrationId;
        this.errorsEmail = errorsEmail;
        this.fireEvents = fireEvents;
    }

    /**
     * One import of a whole file.
     *
     * @param sealedAt when the batch was made: it names the file
     * @param columns names of the file's columns, in order
     * @param csv the file, without a header
     */
    public HeybookingRequest importOf(Instant sealedAt, char delimiter, List<String> columns, String csv, String what) {
        String boundary = "membersync-" + digest(csv);
        StringBuilder body = new StringBuilder();
        body.append("--").append(boundary).append(END);
        body.append("Content-Disposition: form-data; name=\"file\"; filename=\"TicketData_")
                .append(FILE_TIME.format(sealedAt))
                .append(".csv\"")
                .append(END);
        body.append("Content-Type: text/csv")
                .append(END)
                .append(END)
                .append(csv)
                .append(END);
        part(body, boundary, "delimiter", String.valueOf(delimiter));
        part(body, boundary, "skip_header_line", "false");
        part(body, boundary, "date_format", "iso8601");
        part(body, boundary, "sendErrorsTo", errorsEmail);
        part(body, boundary, "duplicate_field", "booking_id");
        part(body, boundary, "handle_existing", "update");
        if (fireEvents) {
            part(body, boundary, "fire_events", "true");
        }
        columns.forEach(column -> part(body, boundary, "fields_selected[]", column));
        body.append("--").append(boundary).append("--").append(END);
        return new HeybookingRequest(
                "/booking/import/" + segment(integrationId),
                "multipart/form-data; boundary=" + boundary,
                body.toString(),
                what);
    }

    private static void part(StringBuilder body, String boundary, String name, String value) {
        body.append("--").append(boundary).append(END);
        body.append("Content-Disposition: form-data; name=\"")
                .append(name)
                .append('"')
                .append(END)
                .append(END);
        body.append(value).append(END);
    }

    /** No file holds the digest of itself, so that it can part the file from what follows. */
    private static String digest(String csv) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(csv.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }
}
