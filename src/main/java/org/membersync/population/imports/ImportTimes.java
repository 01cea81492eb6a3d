package org.membersync.population.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;

/** Times as exports write them: ISO, with a blank or a {@code T}, or as in Denmark; without a zone they are HeyLoyalty's. */
class ImportTimes {

    private static final List<DateTimeFormatter> FORMS = List.of(form("yyyy-MM-dd"), form("dd-MM-yyyy"));

    private final ZoneId zone;

    ImportTimes(ZoneId zone) {
        this.zone = zone;
    }

    private static DateTimeFormatter form(String date) {
        return new DateTimeFormatterBuilder()
                .appendPattern(date + "['T'][' ']['T'][HH:mm[:ss]]")
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                .toFormatter(java.util.Locale.ROOT);
    }

    /**
     * The moment; empty for none.
     *
     * @throws DateTimeException when it is no time
     */
    Optional<Instant> read(String text, LocalDateTime date) {
        if (date != null) {
            return Optional.of(date.atZone(zone).toInstant());
        }
        String written = text.strip();
        if (written.isEmpty() || written.startsWith("0000-00-00")) {
            return Optional.empty();
        }
        if (written.matches(".*(Z|[+-]\\d{2}:\\d{2})")) {
            return Optional.of(OffsetDateTime.parse(written.replace(' ', 'T')).toInstant());
        }
        return Optional.of(
                local(written.replaceFirst("\\.\\d+$", "")).atZone(zone).toInstant());
    }

    private static LocalDateTime local(String text) {
        for (DateTimeFormatter form : FORMS) {
            try {
                return LocalDateTime.parse(text, form);
            } catch (DateTimeException another) {
                // The next form may be it.
            }
        }
        return LocalDate.parse(text).atStartOfDay();
    }
}
