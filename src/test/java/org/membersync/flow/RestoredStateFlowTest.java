package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;
import org.membersync.operation.SyncRun;
import org.membersync.state.ConsentSweep;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** Our own database comes back from a backup: what happened since is found again, and nobody is subscribed against a no. */
class RestoredStateFlowTest {

    private static final Duration SWEEP = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T08:00:00Z"));
    private World world;

    @BeforeEach
    void startWorld() {
        world = World.empty(clock)
                .with("membersync.database.url", "jdbc:hsqldb:file:" + folder.resolve("data/membersync"))
                .with("membersync.business-central.consent-sweep", SWEEP.toMinutes() + "m")
                .start();
    }

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void aStateOfAnHourAgoComesToTheSameEndAndSubscribesNobodyWhoSaidNo() throws IOException {
        String ada = world.eligible("Ada");
        String bodil = world.eligible("Bodil");
        String carl = world.eligible("Carl");
        String dagny = world.eligible("Dagny");
        String emil = world.eligible("Emil");
        String gerda = world.eligible("Gerda");
        sync();
        backUp();

        clock.advance(Duration.ofMinutes(5));
        world.heyLoyalty().unsubscribe(entry("ada"));
        world.businessCentral().newsletter(bodil, Newsletter.NO);
        world.businessCentral().change(carl, fields -> fields.lastName("Ærøskøbing"));
        world.heyLoyalty().edit(entry("dagny"), Map.of("address", "Nørregade 7"));
        String erased = entry("emil");
        world.businessCentral().anonymise(emil);
        world.businessCentral().newsletter(gerda, Newsletter.NO);
        sync();
        clock.advance(Duration.ofMinutes(25));
        world.businessCentral().newsletter(gerda, Newsletter.YES);
        world.eligible("Frida");
        sync();
        clock.advance(Duration.ofMinutes(30));
        List<String> before = list();
        for (String one :
                List.of("ada@example.dk UN", "bodil@example.dk UN", "gerda@example.dk UN", "gerda@example.dk AC")) {
            assertThat(before)
                    .filteredOn(entry -> entry.startsWith(one))
                    .as(one)
                    .hasSize(1);
        }

        restore();
        sync();
        sweep();
        sync();

        assertThat(list()).isEqualTo(before);
        assertThat(world.businessCentral().member(ada).orElseThrow().newsletter())
                .isEqualTo(Newsletter.NO);
        assertThat(world.businessCentral().member(gerda).orElseThrow().newsletter())
                .isEqualTo(Newsletter.YES);
        assertThat(world.businessCentral().member(dagny).orElseThrow().address())
                .isEqualTo("Nørregade 7");
        assertThat(world.heyLoyalty().isErased(erased)).isTrue();
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.parked()).isEmpty();
        assertSilent();
    }

    private void backUp() throws IOException {
        world.stop();
        copy(folder.resolve("data"), folder.resolve("backup"));
        world.start();
    }

    private void restore() throws IOException {
        world.stop();
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        copy(folder.resolve("backup"), folder.resolve("data"));
        world.start();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private void sync() {
        SyncRun.Report report = world.bean(SyncRun.class).run();
        assertThat(report.troubles()).isEmpty();
        assertThat(report.waiting()).isZero();
    }

    private void sweep() {
        clock.advance(SWEEP);
        assertThat(world.bean(ConsentSweep.class).step()).isPositive();
    }

    private void assertSilent() {
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();
        sync();
        sweep();
        sync();
        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
        assertThat(world.businessCentral().calls().entries())
                .allMatch(call -> call.method().equals("GET") || call.path().endsWith("/token"));
    }

    private String entry(String name) {
        return world.heyLoyalty().membersByEmail(name + "@example.dk").get(0).id();
    }

    /** Who is on the list and how, with all fields. */
    private List<String> list() {
        return world.heyLoyalty().members().stream()
                .map(RestoredStateFlowTest::shown)
                .sorted()
                .toList();
    }

    private static String shown(HeyLoyaltyMember entry) {
        return entry.field("email").text() + " " + entry.status() + " "
                + entry.fields().entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue().values())
                        .sorted()
                        .toList();
    }
}
