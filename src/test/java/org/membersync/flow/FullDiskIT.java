package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.support.PackagedProgram;
import org.membersync.support.World;

/**
 * The disk of the embedded database is full in the middle of work: the program says so and ends, before anything is written
 * that a restart would not find; with room again it goes on (behaviour L4). Linux's own limit of a file's size makes it full.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FullDiskIT {

    private static final int MEMBERS = 200;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private World world;

    @BeforeEach
    void makeWorld() {
        world = World.empty().latency(Duration.ofMillis(100));
        world.heyLoyalty().watchConsent(email -> false);
        for (int number = 0; number < MEMBERS; number++) {
            world.eligible("Person" + number);
        }
    }

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void endsTheProgramWhichGoesOnOnceThereIsRoom() throws Exception {
        String full;
        try (PackagedProgram program = start("full")) {
            awaitMembers(30);
            // Or all might be done before there is no room.
            world.latency(Duration.ofSeconds(3));
            leaveRoom(program, Files.size(folder.resolve("state.log")) + 4000);
            world.latency(Duration.ofMillis(20));

            Awaitility.await("the program to end")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !program.handle().isAlive());
            full = program.log();
        }
        assertThat(full).contains("The embedded database cannot write its files", "Make room in its folder");
        assertThat(world.heyLoyalty().members()).hasSizeBetween(30, MEMBERS - 1);
        // The next one would wait for ten seconds, in case that the dead one lives.
        Files.deleteIfExists(folder.resolve("state.lck"));

        try (PackagedProgram program = start("room")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> ListCheck.assertListEqualsEligible(world));
            assertThat(program.log()).doesNotContain("is parked");
        }
        assertThat(world.heyLoyalty().calls().count("member.create")).isEqualTo(MEMBERS);
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    private void awaitMembers(int members) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> world.heyLoyalty().members().size() >= members);
    }

    /** No file of the program grows beyond that many bytes; its log goes through a pipe. */
    private static void leaveRoom(PackagedProgram program, long bytes) throws Exception {
        String pid = "--pid=" + program.handle().pid();
        assertThat(new ProcessBuilder("prlimit", pid, "--fsize=" + bytes + ":unlimited")
                        .start()
                        .waitFor())
                .isZero();
    }

    private PackagedProgram start(String name) throws IOException {
        Map<String, String> settings = World.settings(world.businessCentral(), world.heyLoyalty());
        settings.put("membersync.database.url", "jdbc:hsqldb:file:" + folder.resolve("state"));
        settings.put("membersync.schedules.enabled", "true");
        settings.put("membersync.schedules.poll-business-central", "1s");
        settings.put("membersync.schedules.poll-heyloyalty", "2s");
        settings.put("membersync.schedules.dispatch", "200ms");
        return PackagedProgram.start(
                Files.createDirectory(folder.resolve(name)),
                List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m"),
                settings);
    }
}
