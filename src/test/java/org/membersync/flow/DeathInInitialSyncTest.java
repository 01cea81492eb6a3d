package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.demo.Fault;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.operation.PopulationWork;
import org.membersync.operation.SyncRun;
import org.membersync.population.PopulationProgress;
import org.membersync.population.PopulationRuns;
import org.membersync.population.imports.Importing;
import org.membersync.state.Links;
import org.membersync.state.Run;
import org.membersync.support.MortalDatabase;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/**
 * The process dies after each of the database commits of an initial synchronization, and of an import: called again, they come
 * to the same end (behaviour R1, quality P6). As {@link DeathAtEveryStepTest} for the two that take over whole populations.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DeathInInitialSyncTest {

    /** Longer than any claim lasts, and than a run of a dead process counts as being at work. */
    private static final Duration A_WHILE = Duration.ofMinutes(11);

    private final MutableClock clock = new MutableClock(Instant.now().minus(Duration.ofDays(15)));
    private final MortalDatabase database = new MortalDatabase();
    private World world;
    private int round;
    private int deaths;

    @BeforeEach
    void startWorld() {
        world = World.empty(clock)
                .with("membersync.members.workers", "1")
                .with("membersync.business-central.overlap", "1s")
                .with("membersync.business-central.consent-sweep", "31d")
                .with("membersync.business-central.requests-per-5-minutes", "1000000")
                .with("membersync.retry.max-attempts", "1")
                .withDatabase(database)
                .start();
        world.heyLoyalty().watchConsent(email -> false);
    }

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void endsTheSameWhenTheInitialSynchronizationIsCalledAgain() {
        begin();
        world.bean(PopulationRuns.class).initialSync("test", PopulationProgress.SILENT);
        // Of the turns that follow DeathAtEveryStepTest dies at each commit; here at the first.
        int commits = database.commits() + 1;
        assertThat(commits).isGreaterThan(15);
        rest("nothing");
        assertEnd("nothing");

        for (int commit = 1; commit <= commits; commit++) {
            String what = "death after commit " + commit;
            begin();
            dieAfterCommit(commit, this::initialSync);
            PopulationWork.Result again = initialSync();
            assertThat(again.run().state()).as(what).isEqualTo(Run.State.DONE);
            if (again.work().waiting() > 0) {
                rest(what);
            }
            assertEnd(what);
        }
        assertThat(deaths).as("deaths in %d rounds", commits).isGreaterThanOrEqualTo((int) Math.ceil(commits * 0.95));
        assertThat(world.heyLoyalty().violations()).isEmpty();
        clock.advance(A_WHILE);
        world.heyLoyalty().calls().reset();
        assertThat(initialSync().run().counts().linked()).isZero();
        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
    }

    @Test
    void endsTheSameWhenTheFileIsImportedAgain(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("export.csv");
        int commits = 1;
        for (int commit = 0; commit <= commits; commit++) {
            String what = "death after commit " + commit;
            begin();
            Files.write(
                    file,
                    List.of(
                            "id;status;email",
                            entry("ens").id() + ";active;" + email("ens"),
                            entry("afmeldt").id() + ";unsubscribed;" + email("afmeldt"),
                            "7" + round + ";unsubscribed;" + email("ny")));
            // Business Central's pages know of the new one only after the no was imported.
            if (commit == 0) {
                world.bean(Importing.class).run(file);
                commits = database.commits();
            } else {
                dieAfterCommit(commit, () -> world.bean(Importing.class).run(file));
                world.bean(Importing.class).run(file);
            }
            rest(what);

            assertThat(linkOf("ens")).as(what).isEqualTo(entry("ens").id());
            assertThat(member("afmeldt").newsletter()).as(what).isEqualTo(Newsletter.NO);
            assertThat(world.heyLoyalty().membersByEmail(email("ny"))).as(what).isEmpty();
        }
        assertThat(deaths).isEqualTo(commits);
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    /** New people of whom the program knows nothing. */
    private void begin() {
        round++;
        for (String name : List.of("ens", "ny", "afmeldt", "andet")) {
            world.businessCentral().add(World.member(name).with(fields -> fields.email(email(name))));
        }
        addEntry("nej", "Ærøskov");
        clock.advance(Duration.ofSeconds(10));
        addEntry("ens", "Ærøskov");
        addEntry("andet", "Sørensen");
        // Their no is newer than their subscription.
        world.businessCentral().add(World.member("nej").with(fields -> fields.email(email("nej"))
                .newsletter(Newsletter.NO)));
        world.heyLoyalty().unsubscribe(addEntry("afmeldt", "Ærøskov"));
        clock.advance(Duration.ofSeconds(10));
        world.heyLoyalty().calls().reset();
        database.count();
    }

    private String addEntry(String name, String lastName) {
        return world.heyLoyalty()
                .add(Map.of(
                        "email",
                        email(name),
                        "firstname",
                        name,
                        "lastname",
                        lastName,
                        "country",
                        "53",
                        "favourite_sport",
                        "31990"));
    }

    private void assertEnd(String what) {
        assertThat(linkOf("ens")).as(what).isEqualTo(entry("ens").id());
        assertThat(entry("ny").isActive()).as(what).isTrue();
        assertThat(linkOf("ny")).as(what).isEqualTo(entry("ny").id());
        assertThat(member("afmeldt").newsletter()).as(what).isEqualTo(Newsletter.NO);
        assertThat(entry("afmeldt").isActive()).as(what).isFalse();
        assertThat(linkOf("andet")).as(what).isEqualTo(entry("andet").id());
        assertThat(entry("andet").field("lastname").text())
                .as(what)
                .isEqualTo(member("andet").lastName());
        assertThat(entry("nej").isActive()).as(what).isFalse();
        assertThat(world.parked()).as(what).isEmpty();
    }

    private void dieAfterCommit(int commit, Runnable work) {
        database.dieAfterCommit(commit, () -> {
            world.businessCentral().faults().always("", Fault.resetBefore());
            world.heyLoyalty().faults().always("", Fault.resetBefore());
        });
        try {
            work.run();
        } catch (RuntimeException dying) {
            assertThat(database.isDead())
                    .as("it failed though it lives: %s", dying)
                    .isTrue();
        }
        deaths += database.isDead() ? 1 : 0;
        database.revive();
        world.businessCentral().faults().clear();
        world.heyLoyalty().faults().clear();
        clock.advance(A_WHILE);
    }

    private PopulationWork.Result initialSync() {
        return world.bean(PopulationWork.class).initialSync("test", PopulationProgress.SILENT);
    }

    private void rest(String what) {
        Awaitility.await(what).atMost(Duration.ofSeconds(20)).until(() -> {
            clock.advance(A_WHILE);
            return world.bean(SyncRun.class).run().waiting() == 0;
        });
    }

    private String email(String name) {
        return (name + round).toLowerCase(Locale.ROOT) + "@example.dk";
    }

    private Member member(String name) {
        return world.businessCentral().membersByEmail(email(name)).get(0);
    }

    private HeyLoyaltyMember entry(String name) {
        List<HeyLoyaltyMember> found = world.heyLoyalty().membersByEmail(email(name));
        assertThat(found).as("entries of %s", name).hasSize(1);
        return found.get(0);
    }

    private String linkOf(String name) {
        return world.bean(Links.class)
                .find(member(name).id())
                .map(link -> link.heyLoyaltyId())
                .orElse(null);
    }
}
