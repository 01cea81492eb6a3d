package org.membersync.businesscentral;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Business Central's dates and times; its empty ones are an empty text or the year 1. */
final class Dates {

    private static final String EMPTY = "0001-01-01";

    private Dates() {}

    /** @throws java.time.DateTimeException when it is no date; its text quotes the value */
    static Optional<LocalDate> date(String text) {
        if (isEmpty(text)) {
            return Optional.empty();
        }
        return Optional.of(LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text));
    }

    /** @throws java.time.DateTimeException when it is no time; its text quotes the value */
    static Optional<Instant> instant(String text) {
        return isEmpty(text)
                ? Optional.empty()
                : Optional.of(OffsetDateTime.parse(text).toInstant());
    }

    private static boolean isEmpty(String text) {
        return text.isBlank() || text.startsWith(EMPTY);
    }
}
