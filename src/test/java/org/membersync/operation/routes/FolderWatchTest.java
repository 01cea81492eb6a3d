package org.membersync.operation.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private int reloads;
    private FolderWatch watch;

    @BeforeEach
    void settle() {
        watch = new FolderWatch(
                new Reloadable() {
                    @Override
                    public Path folder() {
                        return folder;
                    }

                    @Override
                    public void reload() {
                        reloads++;
                    }
                },
                Duration.ofSeconds(1),
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                });
        lookAfter(0);
        lookAfter(1000);
        reloads = 0;
    }

    @Test
    void waitsUntilTheFileIsLeftAlone() throws Exception {
        Path file = folder.resolve("a.camel.yaml");
        Files.writeString(file, "half");
        lookAfter(100);
        lookAfter(900);
        Files.writeString(file, "half and half");
        lookAfter(100);
        lookAfter(900);
        assertThat(reloads).isZero();

        lookAfter(100);
        assertThat(reloads).isOne();
    }

    @Test
    void reloadsOnceForEachChange() throws Exception {
        Files.writeString(folder.resolve("a.camel.yaml"), "a");
        lookAfter(100);
        lookAfter(1000);
        lookAfter(1000);
        assertThat(reloads).isOne();

        Files.delete(folder.resolve("a.camel.yaml"));
        lookAfter(100);
        lookAfter(1000);
        assertThat(reloads).isEqualTo(2);
    }

    @Test
    void doesNothingWhileNothingChanges() {
        lookAfter(1000);
        lookAfter(60_000);

        assertThat(reloads).isZero();
    }

    private void lookAfter(long millis) {
        now = now.plusMillis(millis);
        watch.look();
    }
}
