package org.membersync.operation.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads a folder once its files have changed and been left alone for a while, so that a file is not taken half-written. It
 * looks at times and sizes: the events of the operating system do not arrive from network folders and containers' mounts.
 */
class FolderWatch {

    private static final Logger log = LoggerFactory.getLogger(FolderWatch.class);

    private final Reloadable reloadable;
    private final Duration quiet;
    private final Clock clock;
    private Map<Path, String> seen;
    private Instant changed;

    FolderWatch(Reloadable reloadable, Duration quiet, Clock clock) {
        this.reloadable = reloadable;
        this.quiet = quiet;
        this.clock = clock;
    }

    /** Looks once; what it cannot look at now it sees the next time. */
    void look() {
        try {
            lookAt(fingerprint());
        } catch (IOException | UncheckedIOException e) {
            log.debug("{} changes while it is being looked at", reloadable.folder(), e);
        }
    }

    private void lookAt(Map<Path, String> now) {
        if (!now.equals(seen)) {
            seen = now;
            changed = clock.instant();
        } else if (changed != null && !clock.instant().isBefore(changed.plus(quiet))) {
            changed = null;
            reload();
        }
    }

    private void reload() {
        try {
            reloadable.reload();
        } catch (RuntimeException e) {
            log.error(
                    "the change in {} is refused, what was in service stays:\n{}", reloadable.folder(), e.getMessage());
        }
    }

    private Map<Path, String> fingerprint() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        Path folder = reloadable.folder();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) walk::iterator) {
                    if (Files.isRegularFile(file)) {
                        BasicFileAttributes attributes =
                                Files.readAttributes(file, BasicFileAttributes.class, new LinkOption[0]);
                        files.put(
                                file,
                                attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey());
                    }
                }
            }
        }
        return files;
    }
}
