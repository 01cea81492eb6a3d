package org.membersync.operation.mappings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.mapping.MappingStore;
import org.membersync.mapping.MemberMapping;
import org.membersync.operation.routes.Reloadable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts changed mapping files in force as a whole, and remembers why it refused the last change. */
class MappingReload implements Reloadable {

    /** A change that was not taken, and why. */
    record Refusal(Instant time, String text) {}

    private static final Logger LOG = LoggerFactory.getLogger(MappingReload.class);

    private final Path folder;
    private final MappingStore mapping;
    private final BookingMappingStore bookings;
    private final ListCache list;
    private final Clock clock;
    private boolean folderSeen;
    private volatile Refusal lastRefusal;

    MappingReload(Path folder, MappingStore mapping, BookingMappingStore bookings, ListCache list, Clock clock) {
        this.folder = folder.normalize();
        this.mapping = mapping;
        this.bookings = bookings;
        this.list = list;
        this.clock = clock;
    }

    @Override
    public Path folder() {
        return folder;
    }

    /**
     * {@inheritDoc} Members are mapped anew when they change next, or when the consent sweep reads them.
     *
     * @throws org.membersync.mapping.MappingFileException naming every problem; the mapping in force stays
     */
    @Override
    public synchronized void reload() {
        folderSeen |= Files.isDirectory(folder);
        if (!folderSeen) {
            return;
        }
        try {
            MemberMapping members = MemberMapping.load(folder);
            // Both are read before either is taken.
            Optional<BookingMapping> booked = bookings.find().map(inForce -> BookingMapping.load(folder, members));
            take(members);
            booked.ifPresent(this::take);
            lastRefusal = null;
        } catch (RuntimeException e) {
            lastRefusal = new Refusal(clock.instant(), e.getMessage());
            throw e;
        }
    }

    private void take(MemberMapping now) {
        if (!now.fields().equals(mapping.current().fields())) {
            mapping.replace(now);
            // The list is read again at once, because fields may be mapped now that were made only just before.
            list.forget();
            LOG.info(
                    "mapping exchanged: {} fields in force; members follow as they change or are read again",
                    now.fields().size());
        } else if (lastRefusal != null) {
            LOG.info("the mapping files are again as those in force");
        }
    }

    private void take(BookingMapping now) {
        if (!now.equals(bookings.current())) {
            bookings.replace(now);
            LOG.info(
                    "booking mapping exchanged: {} columns in force",
                    now.columns().size());
        }
    }

    /** Empty when the files in the folder are those in force. */
    Optional<Refusal> lastRefusal() {
        return Optional.ofNullable(lastRefusal);
    }

    int fields() {
        return mapping.current().fields().size();
    }

    String fileName() {
        return mapping.current().fileName();
    }
}
