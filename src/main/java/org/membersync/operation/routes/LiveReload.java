package org.membersync.operation.routes;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Watches the folders of all {@link Reloadable}s once the program is ready, when live reload is on. */
public class LiveReload implements ApplicationListener<ApplicationReadyEvent>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveReload.class);

    private final boolean enabled;
    private final List<Reloadable> reloadables;
    private final Duration quiet;
    private ScheduledExecutorService thread;

    /**
     * @param enabled off: nothing is watched
     * @param quiet how long a folder must have been left alone
     */
    public LiveReload(boolean enabled, List<Reloadable> reloadables, Duration quiet) {
        this.enabled = enabled;
        this.reloadables = List.copyOf(reloadables);
        this.quiet = quiet;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        start();
    }

    synchronized void start() {
        if (!enabled || thread != null) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "live-reload");
            made.setDaemon(true);
            return made;
        });
        for (Reloadable reloadable : reloadables) {
            FolderWatch watch = new FolderWatch(reloadable, quiet, Clock.systemUTC());
            long pause = Math.max(1, quiet.toMillis() / 4);
            thread.scheduleWithFixedDelay(watch::look, 0, pause, TimeUnit.MILLISECONDS);
            log.info(
                    "live reload: changes in {} are taken",
                    reloadable.folder().toAbsolutePath().normalize());
        }
    }

    @Override
    public synchronized void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
