package org.membersync.businesscentral;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Function;
import org.membersync.failure.TransientException;

/** The needed columns of one row; a missing or unreadable one is named, its content never. */
final class RowColumns {

    private final Feed feed;
    private final JsonNode row;

    RowColumns(Feed feed, JsonNode row) {
        this.feed = feed;
        this.row = row;
    }

    boolean has(String column) {
        return row.hasNonNull(column);
    }

    /** Empty for null. */
    String text(String column) {
        JsonNode value = row.path(column);
        if (value.isMissingNode() || value.isContainerNode()) {
            throw malformed(column);
        }
        return value.isNull() ? "" : value.asText().strip();
    }

    String id(String column) {
        String id = text(column).toLowerCase(Locale.ROOT);
        if (id.isEmpty()) {
            throw malformed(column);
        }
        return id;
    }

    long number(String column) {
        return parsed(column, text(column), Long::valueOf);
    }

    int integer(String column) {
        return parsed(column, text(column), Integer::valueOf);
    }

    boolean truth(String column) {
        return Boolean.parseBoolean(text(column).toLowerCase(Locale.ROOT));
    }

    Instant modifiedAt(String column) {
        Instant stamp = instantOrNull(column);
        return stamp == null ? Instant.EPOCH : stamp;
    }

    Instant instantOrNull(String column) {
        return parsed(column, text(column), Dates::instant).orElse(null);
    }

    LocalDate dateOrNull(String column) {
        return parsed(column, text(column), Dates::date).orElse(null);
    }

    private <T> T parsed(String column, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException | DateTimeException unreadable) {
            // Its text quotes the content, so it is not passed on.
            throw malformed(column);
        }
    }

    private TransientException malformed(String column) {
        return new TransientException(
                "malformed-answer",
                "A row of Business Central's feed " + feed.entitySet() + " has no readable column " + column
                        + ": check that NP Retail's API page offers it; the feed is read again from the same position",
                null);
    }
}
