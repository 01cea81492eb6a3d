package org.membersync.operation.mappings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.Activations;
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
    private final ActivationStore activations;
    private final Path activationsFolder;
    private final Set<String> audienceLists;
    private final BookingMappingStore bookings;
    private final ListCache list;
    private final Clock clock;
    private boolean folderSeen;
    private volatile Refusal lastRefusal;

    /** @param audienceLists names of the lists that activation files may name */
    MappingReload(
            Path folder,
            MappingStore mapping,
            BookingMappingStore bookings,
            ActivationStore activations,
            Path activationsFolder,
            Set<String> audienceLists,
            ListCache list,
            Clock clock) {
        this.folder = folder.normalize();
        this.mapping = mapping;
        this.bookings = bookings;
        this.activations = activations;
        this.activationsFolder = activationsFolder;
        this.audienceLists = Set.copyOf(audienceLists);
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
            // All are read before any is taken.
            Optional<BookingMapping> booked = bookings.find().map(inForce -> BookingMapping.load(folder, members));
            Activations active = Activations.load(activationsFolder, audienceLists, members);
            take(members);
            take(active);
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

    private void take(Activations now) {
        if (!now.equals(activations.current())) {
            activations.replace(now);
            LOG.info(
                    "activations exchanged: {} in force; missing fields are made at once",
                    now.all().size());
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
