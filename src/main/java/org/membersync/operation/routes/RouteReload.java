package org.membersync.operation.routes;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes changed route files into service, and remembers why it refused the last change. */
class RouteReload implements Reloadable {

    /** A change that was not taken, and why. */
    record Refusal(Instant time, String text) {}

    private static final Logger log = LoggerFactory.getLogger(RouteReload.class);

    private final RouteFolder folder;
    private final RouteLoader loader;
    private final Clock clock;
    private volatile Refusal lastRefusal;

    RouteReload(RouteFolder folder, RouteLoader loader, Clock clock) {
        this.folder = folder;
        this.loader = loader;
        this.clock = clock;
    }

    @Override
    public Path folder() {
        return folder.path();
    }

    @Override
    public void reload() {
        try {
            boolean changed = loader.reload();
            if (changed) {
                log.info(
                        "routes exchanged: {} files in service",
                        loader.inService().size());
            } else if (lastRefusal != null) {
                log.info("the route files are again as those in service");
            }
            lastRefusal = null;
        } catch (RuntimeException e) {
            lastRefusal = new Refusal(clock.instant(), e.getMessage());
            throw e;
        }
    }

    /** Empty when the files in the folder are those in service. */
    Optional<Refusal> lastRefusal() {
        return Optional.ofNullable(lastRefusal);
    }

    List<String> loadedFiles() {
        return loader.inService().stream().map(RouteFile::name).toList();
    }
}
