package org.membersync.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.support.PackagedProgram;
import org.membersync.support.World;

/**
 * Measures how much more two processes do than one, on one PostgreSQL, where the latency of the calls is the limit and neither
 * the calls that are allowed nor the machine: {@code mvn -Pbenchmark verify -Dit.test=ClusterBenchmark}. Each has so many
 * workers as {@code benchmark.workers} says (8), each call takes {@code benchmark.latency} milliseconds (500), and each round
 * is about {@code benchmark.members} new members (400). Times are printed and never asserted.
 */
class ClusterBenchmark {

    private final int members = Integer.getInteger("benchmark.members", 400);
    private final int workers = Integer.getInteger("benchmark.workers", 8);
    private final Duration latency = Duration.ofMillis(Integer.getInteger("benchmark.latency", 500));

    @TempDir
    private Path folder;

    private EmbeddedPostgres postgres;
    private World world;
    private int made;

    @Test
    void measuresOneProcessAndTwo() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start();
                World simulators = World.empty()) {
            postgres = server;
            world = simulators.latency(latency);
            try (PackagedProgram one = start("one")) {
                round(workers);
                double alone = round(members);
                tell("one process", alone);
                try (PackagedProgram two = start("two")) {
                    awaitBoth();
                    round(2 * workers);
                    double together = round(members);
                    tell("two processes", together);
                    System.out.printf(Locale.ROOT, "two are %.2f times one%n", alone / together);
                    assertThat(two.log() + one.log()).doesNotContain("is parked");
                }
            }
            assertThat(world.heyLoyalty().violations()).isEmpty();
        }
    }

    /** How long it takes until so many new members are on the list, in seconds. */
    private double round(int newMembers) {
        int before = world.heyLoyalty().activeCount();
        world.heyLoyalty().calls().reset();
        long start = System.nanoTime();
        for (int number = 0; number < newMembers; number++) {
            world.eligible("Person" + made++);
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> world.heyLoyalty().activeCount() == before + newMembers);
        double seconds = (System.nanoTime() - start) / 1e9;
        // A call is counted when it is answered, which the latency puts off.
        Awaitility.await().until(() -> world.heyLoyalty().calls().count("member.create") >= newMembers);
        assertThat(world.heyLoyalty().calls().count("member.create"))
                .as("each is made once")
                .isEqualTo(newMembers);
        return seconds;
    }

    private void tell(String who, double seconds) {
        System.out.printf(
                Locale.ROOT,
                "%s with %d workers each, %d ms a call: %d members in %.1f s, %.2f a second, load %.1f%n",
                who,
                workers,
                latency.toMillis(),
                members,
                seconds,
                members / seconds,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private void awaitBoth() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> instances() == 2);
        // The share of the calls follows with the next heartbeats.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ofSeconds(12))
                .until(() -> true);
    }

    private long instances() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                ResultSet row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM instance")) {
            row.next();
            return row.getLong(1);
        }
    }

    private PackagedProgram start(String name) throws IOException {
        Map<String, String> settings = World.settings(world.businessCentral(), world.heyLoyalty());
        settings.put("membersync.database.url", postgres.getJdbcUrl("postgres", "postgres"));
        settings.put("membersync.database.username", "postgres");
        settings.put("membersync.members.workers", String.valueOf(workers));
        settings.put("membersync.business-central.max-concurrent-requests", String.valueOf(4 * workers));
        settings.put("membersync.heyloyalty.max-concurrent-requests", String.valueOf(4 * workers));
        settings.put("membersync.business-central.requests-per-5-minutes", "1000000");
        settings.put("membersync.business-central.overlap", "1s");
        settings.put("membersync.schedules.enabled", "true");
        settings.put("membersync.schedules.poll-business-central", "1s");
        settings.put("membersync.schedules.dispatch", "200ms");
        return PackagedProgram.start(Files.createDirectory(folder.resolve(name)), List.of("-Xmx256m"), settings);
    }
}
