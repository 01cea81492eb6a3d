package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.member.Newsletter;
import org.membersync.operation.Explanations;
import org.membersync.operation.SyncRun;
import org.membersync.population.PopulationProgress;
import org.membersync.population.PopulationRuns;
import org.membersync.population.PopulationRuns.Repair;
import org.membersync.population.imports.ImportReport;
import org.membersync.population.imports.Importing;
import org.membersync.state.Links;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** What an imported list says is kept to: a no by everybody, a subscription only where Business Central knows the person. */
class ImportFlowTest {

    private static final MutableClock CLOCK = new MutableClock(Instant.now());

    private static World world;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startWorld() {
        world = World.empty(CLOCK).start();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @Test
    void whoIsUnsubscribedInTheFileIsSubscribedOnlyByANewerYes() throws IOException {
        String number = world.eligible("Astrid");
        pass();
        load("id;status;unsubscribed_at;email", "70001;unsubscribed;" + CLOCK.instant() + ";ASTRID@example.dk");

        pass();
        run();

        assertThat(world.heyLoyalty().membersByEmail("astrid@example.dk")).isEmpty();
        assertThat(world.bean(Explanations.class)
                        .of(number)
                        .get(0)
                        .decisions()
                        .get(0)
                        .reasons())
                .contains("an imported list says that this contact unsubscribed");
        assertThat(missing()).as("a comparison leaves them alone").isZero();

        world.businessCentral().newsletter(number, Newsletter.NO);
        run();
        world.businessCentral().newsletter(number, Newsletter.YES);
        pass();
        assertThat(missing()).as("until they changed").isEqualTo(1);
        run();

        assertThat(world.heyLoyalty().membersByEmail("astrid@example.dk"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.isActive()).isTrue());
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    @Test
    void whoBecameAMemberAfterTheUnsubscriptionIsSubscribed() throws IOException {
        load("id;status;unsubscribed_at;email", "70002;suppressed;" + CLOCK.instant() + ";bodil@example.dk");
        pass();
        world.eligible("Bodil");

        run();

        assertThat(world.heyLoyalty().membersByEmail("bodil@example.dk")).hasSize(1);
    }

    @Test
    void anEntryOfTheFileIsLinkedWithItsPersonAndNobodyIsMadeAMember() throws IOException {
        run();
        String known = world.heyLoyalty().add(Map.of("email", "carla@example.dk", "firstname", "Carla"));
        String stranger = world.heyLoyalty().add(Map.of("email", "fremmed@example.dk", "firstname", "Ida"));
        world.businessCentral().add(World.member("Carla"));
        world.poll();
        int members = world.businessCentral().members().size();

        ImportReport report =
                load("id,status,email", known + ",active,carla@example.dk", stranger + ",active,fremmed@example.dk");
        world.work();

        assertThat(report.queued()).isEqualTo(2);
        assertThat(world.bean(Links.class).findByHeyLoyaltyId(known)).isPresent();
        assertThat(world.bean(Links.class).findByHeyLoyaltyId(stranger)).isEmpty();
        assertThat(world.businessCentral().members()).hasSize(members);
        assertThat(load("id,status,email", known + ",active,carla@example.dk").queued())
                .as("nothing new")
                .isZero();
    }

    @Test
    void aNoOfTheListReachesBusinessCentral() throws IOException {
        run();
        String number = world.eligible("Ditte");
        String entry = world.heyLoyalty().add(Map.of("email", "ditte@example.dk", "firstname", "Ditte"));
        world.heyLoyalty().unsubscribe(entry);

        load("id;status;email", entry + ";unsubscribed;ditte@example.dk");
        world.work();

        assertThat(world.businessCentral().member(number).orElseThrow().newsletter())
                .isEqualTo(Newsletter.NO);
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    private static long missing() {
        return world.bean(PopulationRuns.class)
                .reconcile(Repair.NONE, "test", PopulationProgress.SILENT)
                .counts()
                .differences()
                .getOrDefault("missing", 0L);
    }

    private ImportReport load(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("export.csv"), List.of(lines));
        return world.bean(Importing.class).run(file);
    }

    private static void run() {
        assertThat(world.bean(SyncRun.class).run().troubles()).isEmpty();
        pass();
    }

    /** HeyLoyalty tells whole seconds. */
    private static void pass() {
        CLOCK.advance(Duration.ofSeconds(10));
    }
}
