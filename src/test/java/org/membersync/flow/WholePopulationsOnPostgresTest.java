package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.operation.PopulationWork;
import org.membersync.operation.SyncRun;
import org.membersync.population.PopulationProgress;
import org.membersync.population.PopulationRuns.Repair;
import org.membersync.population.imports.Importing;
import org.membersync.state.RemovalHolds;
import org.membersync.support.MortalDatabase;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** The life of a list with its state in PostgreSQL: taken over, compared, imported to, forgetting somebody, and kept from being emptied. */
class WholePopulationsOnPostgresTest {

    private final MutableClock clock = new MutableClock(Instant.now());

    private World world;

    @Test
    void areTakenOverComparedImportedErasedAndHeld(@TempDir Path folder) throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                // The database tells the test's time, which jumps.
                World made = World.empty(clock)
                        .withDatabase(new MortalDatabase(clock))
                        .with("membersync.database.url", postgres.getJdbcUrl("postgres", "postgres"))
                        .with("membersync.database.username", "postgres")
                        .with("membersync.members.max-unsubscribes-per-run", "3")
                        .with("membersync.business-central.page-size", "3")
                        .with("membersync.heyloyalty.page-size", "3")) {
            world = made;
            for (String name : List.of("Anna", "Bo", "Carla", "Dan", "Else")) {
                world.eligible(name);
            }
            for (String name : List.of("Anna", "Bo")) {
                world.heyLoyalty().add(Map.of("email", name.toLowerCase() + "@example.dk", "firstname", name));
            }
            world.start();
            pass();
            takesOver();
            compares();
            imports(folder.resolve("export.csv"));
            erases();
            holds();
            assertThat(world.parked()).isEmpty();
            assertThat(world.heyLoyalty().violations()).isEmpty();
        }
    }

    private void takesOver() {
        PopulationWork.Result result = work().initialSync("test", PopulationProgress.SILENT);
        assertThat(result.work().troubles()).isEmpty();
        assertThat(result.run().counts().linked()).isEqualTo(2);
        assertThat(world.heyLoyalty().activeCount()).isEqualTo(5);
        pass();
    }

    private void compares() {
        assertThat(reconcile(Repair.NONE).run().counts().differences()).isEmpty();
        world.heyLoyalty().edit(entry("bo").id(), Map.of("city", "Ribe"));
        pass();

        PopulationWork.Result repair = reconcile(Repair.QUEUE);

        assertThat(repair.run().counts().differences()).containsExactly(Map.entry("different", 1L));
        assertThat(member("bo").city()).isEqualTo("Ribe");
        pass();
    }

    private void imports(Path file) throws IOException {
        world.businessCentral().add(World.member("Frede"));
        world.businessCentral().add(World.member("Gerd"));
        pass();
        String known = world.heyLoyalty().add(Map.of("email", "gerd@example.dk"));
        Files.write(
                file,
                List.of(
                        "id;status;unsubscribed_at;email",
                        "70001;unsubscribed;" + clock.instant() + ";frede@example.dk",
                        known + ";active;;gerd@example.dk"));
        world.bean(Importing.class).run(file);
        pass();
        run();

        assertThat(world.heyLoyalty().membersByEmail("frede@example.dk")).isEmpty();
        assertThat(entry("gerd").id()).isEqualTo(known);
        assertThat(entry("gerd").field("firstname").text()).isEqualTo("Gerd");
        pass();
    }

    private void erases() {
        String entry = entry("anna").id();
        world.businessCentral().delete(member("anna").number());

        PopulationWork.Result repair = reconcile(Repair.QUEUE);

        assertThat(repair.run().counts().differences()).containsExactly(Map.entry("deleted", 1L));
        assertThat(world.heyLoyalty().isErased(entry)).isTrue();
        pass();
    }

    private void holds() {
        for (String name : List.of("bo", "carla", "dan")) {
            world.businessCentral().newsletter(member(name).number(), Newsletter.NO);
        }
        assertThat(run().heldRemovals()).isEqualTo(3);
        assertThat(world.heyLoyalty().activeCount()).isEqualTo(5);
        assertThat(reconcile(Repair.QUEUE).work().heldRemovals()).isEqualTo(3);

        world.bean(RemovalHolds.class).approve("astrid", "the club was closed");
        assertThat(run().heldRemovals()).isZero();
        assertThat(world.heyLoyalty().members())
                .filteredOn(HeyLoyaltyMember::isActive)
                .extracting(entry -> entry.field("email").text())
                .containsExactlyInAnyOrder("else@example.dk", "gerd@example.dk");
        pass();
        assertThat(reconcile(Repair.NONE).run().counts().differences()).isEmpty();
    }

    private PopulationWork work() {
        return world.bean(PopulationWork.class);
    }

    private PopulationWork.Result reconcile(Repair repair) {
        return work().reconcile(repair, "test", PopulationProgress.SILENT);
    }

    private SyncRun.Report run() {
        SyncRun.Report report = world.bean(SyncRun.class).run();
        assertThat(report.troubles()).isEmpty();
        return report;
    }

    private HeyLoyaltyMember entry(String name) {
        return world.heyLoyalty().membersByEmail(name + "@example.dk").get(0);
    }

    private Member member(String name) {
        return world.businessCentral().membersByEmail(name + "@example.dk").get(0);
    }

    private void pass() {
        clock.advance(Duration.ofMinutes(7));
    }
}
