package org.membersync.population.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.MappingStore;
import org.membersync.settings.HeyLoyaltySettings;
import org.membersync.settings.MemberSettings;
import org.membersync.settings.MemberSettings.SpamComplaint;
import org.membersync.state.ImportedEntry;
import org.membersync.state.ImportedList;

/**
 * Imports an export of the HeyLoyalty list (behaviour R4). The file is read to its end before anything is written, so that
 * one that is broken changes nothing; then its rows are taken over some at a time. Each row can be taken any number of times:
 * an import that was interrupted is simply run again.
 */
public class Importing {

    private static final int AT_ONCE = 500;
    private static final int SHOWN_PROBLEMS = 100;

    private final ImportedList list;
    private final MappingStore mapping;
    private final HeyLoyaltySettings heyLoyalty;
    private final MemberSettings members;
    private final Clock clock;

    Importing(
            ImportedList list,
            MappingStore mapping,
            HeyLoyaltySettings heyLoyalty,
            MemberSettings members,
            Clock clock) {
        this.list = list;
        this.mapping = mapping;
        this.heyLoyalty = heyLoyalty;
        this.members = members;
        this.clock = clock;
    }

    /**
     * Imports the file.
     *
     * @throws ImportRefusedException when the file as a whole cannot be: nothing of it was imported
     */
    public ImportReport run(Path file) {
        Instant now = clock.instant();
        Tally tally = new Tally();
        Header header = read(file, now, tally::count);
        Batches batches = new Batches();
        read(file, now, row -> row.entry().ifPresent(batches::add));
        batches.flush();
        return new ImportReport(
                tally.rows,
                tally.active,
                tally.unsubscribed,
                batches.queued,
                batches.known,
                tally.bad,
                tally.problems,
                header.ignored());
    }

    private Header read(Path file, Instant now, Consumer<ImportRow> taker) {
        AtomicReference<Header> header = new AtomicReference<>();
        AtomicReference<RowReader> reader = new AtomicReference<>();
        try {
            Lines.of(file).forEach(line -> {
                if (header.get() == null) {
                    header.set(header(line));
                    reader.set(new RowReader(
                            header.get(),
                            new ImportTimes(heyLoyalty.timeZone()),
                            now,
                            members.spamComplaint() == SpamComplaint.UNSUBSCRIBE));
                } else {
                    taker.accept(reader.get().read(line));
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (header.get() == null) {
            throw new ImportRefusedException("The file is empty: export the list from HeyLoyalty anew");
        }
        return header.get();
    }

    private Header header(Line line) {
        Set<String> fields = mapping.current().fields().stream()
                .map(FieldMapping::heyloyalty)
                .collect(Collectors.toSet());
        return new Header(line, fields, field("email"), field("phoneNo"));
    }

    private String field(String businessCentralField) {
        return mapping.current()
                .ofBusinessCentralField(businessCentralField)
                .map(FieldMapping::heyloyalty)
                .orElse("");
    }

    /** What the rows are. */
    private static final class Tally {

        private long rows;
        private long active;
        private long unsubscribed;
        private long bad;
        private final List<ImportReport.Problem> problems = new ArrayList<>();

        private void count(ImportRow row) {
            rows++;
            boolean isNo = row.entry().filter(ImportedEntry::isUnsubscribed).isPresent();
            unsubscribed += isNo ? 1 : 0;
            active += !isNo && !row.isBad() ? 1 : 0;
            if (row.isBad()) {
                bad++;
                if (problems.size() < SHOWN_PROBLEMS) {
                    problems.add(new ImportReport.Problem(row.line(), row.problem()));
                }
            }
        }
    }

    /** Rows that are taken over together. */
    private final class Batches {

        private final List<ImportedEntry> waiting = new ArrayList<>();
        private long queued;
        private long known;

        private void add(ImportedEntry entry) {
            waiting.add(entry);
            if (waiting.size() == AT_ONCE) {
                flush();
            }
        }

        private void flush() {
            ImportedList.Taken taken = list.take(waiting);
            queued += taken.queued();
            known += taken.known();
            waiting.clear();
        }
    }
}
