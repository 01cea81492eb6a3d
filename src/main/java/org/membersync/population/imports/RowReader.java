package org.membersync.population.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.membersync.state.ImportedEntry;

/** Reads what a row says, and what is wrong with it; asked once for each row, in their order. */
class RowReader {

    private final Header header;
    private final ImportTimes times;
    private final Instant now;
    private final boolean complaintWithdraws;
    private final IdSet ids = new IdSet();

    /** @param now taken for an unsubscription without a readable time */
    RowReader(Header header, ImportTimes times, Instant now, boolean complaintWithdraws) {
        this.header = header;
        this.times = times;
        this.now = now;
        this.complaintWithdraws = complaintWithdraws;
    }

    ImportRow read(Line line) {
        if (line.values().size() > header.width()) {
            return new ImportRow(
                    line.number(),
                    Optional.empty(),
                    "has " + line.values().size() + " values where the header has " + header.width()
                            + ": put a value that holds the separator in quotation marks");
        }
        StringBuilder problem = new StringBuilder();
        String id = id(line, problem);
        Instant unsubscribedAt = unsubscribedAt(line, problem);
        ImportedEntry entry =
                new ImportedEntry(problem.isEmpty() ? id : "", unsubscribedAt, header.email(line), header.phone(line));
        boolean counts = problem.isEmpty() || entry.isUnsubscribed();
        return new ImportRow(line.number(), counts ? Optional.of(entry) : Optional.empty(), problem.toString());
    }

    private String id(Line line, StringBuilder problem) {
        String id = header.value(line, "id");
        if (id.isEmpty()) {
            add(problem, "id is missing");
        } else if (!id.matches("[A-Za-z0-9_-]{1,60}")) {
            add(problem, "id is none of HeyLoyalty's: digits and letters, at most 60");
        } else if (!ids.add(id)) {
            add(problem, "id came up in an earlier row");
        }
        return id;
    }

    private Instant unsubscribedAt(Line line, StringBuilder problem) {
        Optional<Instant> time = time(line, problem);
        String status = header.value(line, "status").toLowerCase(Locale.ROOT);
        boolean isNo =
                switch (status) {
                    case "active", "subscribed" -> false;
                    case "unsubscribed", "suppressed", "inactive", "complaint", "spam_complaint" -> true;
                    case "" -> time.isPresent();
                    default -> {
                        add(problem, "status is neither active nor unsubscribed nor suppressed");
                        yield time.isPresent();
                    }
                };
        return isNo || isComplaint(line) ? time.orElse(now) : null;
    }

    private boolean isComplaint(Line line) {
        String email = header.value(line, "status_email").toLowerCase(Locale.ROOT);
        return email.equals("suppressed")
                || complaintWithdraws && (email.equals("complaint") || email.equals("spam_complaint"));
    }

    /** One that cannot be read, or lies ahead, is taken as now: the person may well have said no. */
    private Optional<Instant> time(Line line, StringBuilder problem) {
        String text = header.value(line, "unsubscribed_at");
        try {
            Optional<Instant> time = times.read(text, line.dates().get(header.index("unsubscribed_at")));
            if (time.isPresent() && time.get().isAfter(now.plusSeconds(86_400))) {
                add(problem, "unsubscribed_at lies in the future");
                return Optional.of(now);
            }
            return time;
        } catch (DateTimeException unreadable) {
            add(problem, "unsubscribed_at is no date: write it as 2026-01-31 14:05:00");
            return Optional.of(now);
        }
    }

    private static void add(StringBuilder problem, String what) {
        problem.append(problem.isEmpty() ? "" : "; ").append(what);
    }
}
