package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.demo.Acts;
import org.membersync.demo.Fault;
import org.membersync.demo.Faults;
import org.membersync.operation.SyncRun;
import org.membersync.support.HaltingDatabase;
import org.membersync.support.World;

/**
 * Kills the packaged program after each of its database commits, from its start on, and at each of its calls, once with the
 * call carried out and once without; what starts after it leads to the same end (behaviour L4). As {@link
 * DeathAtEveryStepTest}, but with real processes: {@code mvn -Pkills verify} takes about an hour for each database, {@code
 * -Dit.test=EveryKill#endsTheSameOnHsqldb} is one of them, {@code -Dkills.every=10} kills at each tenth step only.
 */
class EveryKill {

    /** A creation in Business Central of which no end is known is looked for once it can no longer be under way. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(100);

    private static final String NEVER = String.valueOf(Integer.MAX_VALUE);

    private final int every = Integer.getInteger("kills.every", 1);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final Map<String, String> own = new TreeMap<>();
    private World world;
    private Process child;
    private int round;
    private int kills;
    private String ended = "";

    @BeforeEach
    void layOutClassPath() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/org/membersync/support"));
        try (Stream<Path> built = Files.list(Path.of("target/test-classes/org/membersync/support"))) {
            for (Path file : built.filter(file -> file.getFileName().toString().matches("(Halting|Mortal)Database.*"))
                    .toList()) {
                Files.copy(file, classes.resolve(file.getFileName()));
            }
        }
        world = World.empty();
        world.heyLoyalty().watchConsent(email -> false);
        set("membersync.members.workers", "1");
        set("membersync.members.default-membership-item", "MM-SILVER");
        set("membersync.heyloyalty.page-size", "20");
        set("membersync.business-central.overlap", "1s");
        set("membersync.business-central.consent-sweep", "31d");
        set("membersync.business-central.requests-per-5-minutes", "1000000");
    }

    @AfterEach
    void endWorld() {
        world.close();
        System.out.printf("%d kills in %d rounds%n", kills, round);
    }

    @Test
    void endsTheSameOnHsqldb() throws Exception {
        set("membersync.database.url", "jdbc:hsqldb:file:" + folder.resolve("state"));
        killAtEachStep();
    }

    @Test
    void endsTheSameOnPostgresql() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            set("membersync.database.url", server.getJdbcUrl("postgres", "postgres"));
            set("membersync.database.username", "postgres");
            set("membersync.cluster.lease", "2s");
            killAtEachStep();
        }
    }

    private void killAtEachStep() throws Exception {
        round("nobody is killed", this::runToItsEnd);
        int commits = Integer.parseInt(Files.readString(folder.resolve("commits")));
        long businessCentral = world.businessCentral().calls().total();
        long heyLoyalty = world.heyLoyalty().calls().total();
        System.out.printf(
                "%d commits, %d calls to Business Central, %d to HeyLoyalty%n", commits, businessCentral, heyLoyalty);
        for (int commit = 1; commit <= commits; commit += every) {
            int last = commit;
            round("killed after commit " + commit, () -> runToDeath(String.valueOf(last)));
        }
        for (boolean carriedOut : new boolean[] {true, false}) {
            for (long call = 1; call <= businessCentral; call += every) {
                killAt(
                        call,
                        carriedOut,
                        world.businessCentral().acts(),
                        world.businessCentral().faults());
            }
            for (long call = 1; call <= heyLoyalty; call += every) {
                killAt(
                        call,
                        carriedOut,
                        world.heyLoyalty().acts(),
                        world.heyLoyalty().faults());
            }
        }
        // Later rounds take fewer steps than the first, so that some end before theirs comes.
        assertThat(kills).as("kills in %d rounds", round).isGreaterThanOrEqualTo((round - 1) * 3 / 4);
    }

    private void killAt(long call, boolean carriedOut, Acts acts, Faults faults) throws Exception {
        round("killed at call " + call + (carriedOut ? ", carried out" : ", not carried out"), () -> {
            acts.beforeCall(call, this::kill);
            if (!carriedOut) {
                faults.onCall((int) call, Fault.resetBefore());
            }
            runToDeath(NEVER);
            acts.clear();
            faults.clear();
        });
    }

    private void kill() {
        child.destroyForcibly();
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> !child.isAlive());
    }

    /** A round that a process works on. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private void round(String what, Work work) throws Exception {
        round++;
        EveryKindOfChange changes = new EveryKindOfChange(world, round);
        world.start();
        changes.join();
        rest(what);
        world.stop();
        changes.act();
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
        work.run();
        // The next one would wait for ten seconds, in case that the dead one lives.
        Files.deleteIfExists(folder.resolve("state.lck"));
        world.start();
        rest(what);
        world.bean(SyncRun.class).run();
        assertThat(world.parked()).as(what).isEmpty();
        changes.assertEnd(what);
        world.stop();
        System.out.println(what + ended);
    }

    private void runToItsEnd() throws Exception {
        assertThat(run(NEVER)).as("exit status").isZero();
    }

    /** The steps of two rounds differ a little: one that has none of that number ends by itself. */
    private void runToDeath(String lastCommit) throws Exception {
        int status = run(lastCommit);
        assertThat(status).isIn(0, HaltingDatabase.KILLED);
        kills += status == 0 ? 0 : 1;
        ended = status == 0 ? " (it ended before)" : "";
    }

    private int run(String lastCommit) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "-Dhalt.after-commit=" + lastCommit,
                "-Dhalt.commits=" + folder.resolve("commits"),
                "-Dloader.path=" + folder.resolve("classes"),
                "-Dloader.main=org.membersync.MembersyncApplication",
                "-cp",
                Path.of(System.getProperty("packaged.jar")).toAbsolutePath().toString(),
                "org.springframework.boot.loader.launch.PropertiesLauncher",
                "sync"));
        settings().forEach((property, value) -> command.add("--" + property + "=" + value));
        child = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start();
        assertThat(child.waitFor(2, TimeUnit.MINUTES)).as("it ended").isTrue();
        return child.exitValue();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = World.settings(world.businessCentral(), world.heyLoyalty());
        settings.putAll(own);
        return settings;
    }

    private void set(String property, String value) {
        own.put(property, value);
        world.with(property, value);
    }

    private void rest(String what) {
        Awaitility.await(what)
                .atMost(LONGEST_WAIT)
                .until(() -> world.bean(SyncRun.class).run().waiting() == 0);
    }
}
