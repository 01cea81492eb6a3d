package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.demo.CallLog;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.support.PackagedProgram;
import org.membersync.support.World;

/**
 * Two packaged programs on one PostgreSQL: they share the work and what both systems allow; one that stands still for longer
 * than its lease leaves nothing over the other's when it goes on, and one that is killed is replaced; the database may be away
 * meanwhile, and a command works beside them (behaviour O2, L4, quality P7). One story in one test, because each start of the
 * two takes long, and so that the standstill is used.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TwoProcessesIT {

    private static final int MEMBERS = 120;
    /** Calls to HeyLoyalty at a time, of both together. */
    private static final int AT_A_TIME = 8;

    /** The thirty seconds of the promise, by the lease without a setting, and the time that the work itself takes. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(45);

    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private static final List<String> JAVA_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private EmbeddedPostgres postgres;
    private World world;

    @Test
    void shareTheWorkAndTakeOverFromEachOther() throws Exception {
        postgres = startPostgres();
        try (World simulators = World.empty().latency(Duration.ofMillis(20))) {
            world = simulators;
            world.heyLoyalty().watchConsent(email -> false);
            // Both at once, on an empty database.
            CompletableFuture<PackagedProgram> starting = CompletableFuture.supplyAsync(() -> start("one"));
            try (PackagedProgram two = start("two");
                    PackagedProgram one = starting.join()) {
                sharesTheWork();
                readsTheFeedsOnceForBoth();
                goesOnWhileOneStandsStill(one, two);
                goesOnAfterOneIsKilled(one);
                assertThat(two.log()).doesNotContain("is parked");
            }
            assertThat(world.heyLoyalty().violations()).isEmpty();
        } finally {
            postgres.close();
        }
    }

    private void sharesTheWork() throws SQLException {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> number("SELECT COUNT(*) FROM instance") == 2);
        calls().reset();
        world.businessCentral().calls().reset();
        for (int number = 0; number < MEMBERS; number++) {
            world.eligible("Person" + number);
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> ListCheck.assertListEqualsEligible(world));
        assertAtRest();
        assertThat(calls().count("member.create")).as("each is made once").isEqualTo(MEMBERS);
        assertThat(calls().maxConcurrent()).isLessThanOrEqualTo(AT_A_TIME);
        assertThat(world.businessCentral().calls().maxConcurrent()).isLessThanOrEqualTo(4);
        assertThat(number("SELECT COUNT(DISTINCT run_id) FROM consent_decision"))
                .as("processes that did some")
                .isEqualTo(2);
        assertThat(number("SELECT MIN(turns) FROM (SELECT COUNT(*) AS turns FROM consent_decision GROUP BY run_id) r"))
                .as("turns of the one that did less")
                .isGreaterThanOrEqualTo(MEMBERS / 10L);
    }

    /**
     * The schedule goes on by a second for each reading of the feeds, and not for two; where it is late by more than a few
     * seconds it leaves some out, so that it is awaited until it keeps up.
     */
    private void readsTheFeedsOnceForBoth() throws SQLException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Instant.now().getEpochSecond() - seconds() <= 2);
        world.businessCentral().calls().reset();
        long begun = seconds();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> readings().size() >= 10);
        assertThat((long) readings().size())
                .as("readings in %d s of the schedule: %s", seconds() - begun, readings())
                .isLessThanOrEqualTo(seconds() - begun + 2);
    }

    /** When the feeds were to be read last, as the schedule in the database says. */
    private long seconds() throws SQLException {
        return number("SELECT prev_fire_time / 1000 FROM qrtz_triggers WHERE trigger_name = 'poll-bc-members'");
    }

    /** First pages, as each reading asks for one. */
    private List<CallLog.Entry> readings() {
        return world.businessCentral().calls().entries("odata.mmMember").stream()
                .filter(call -> call.query().contains("orderby"))
                .toList();
    }

    /** While it stands still, what it has in hand is done by the other, and changed again and again. */
    private void goesOnWhileOneStandsStill(PackagedProgram one, PackagedProgram two) throws Exception {
        moveTo("Første Gade");
        awaitPatches(15);
        signal("-STOP", one);
        long stopped = System.nanoTime();
        try {
            awaitAddresses("Første Gade", TAKEN_OVER);
            goesOnAfterTheDatabaseWasAway(two);
            worksBesideACommand();
            Awaitility.await().atMost(STANDSTILL).until(() -> System.nanoTime() - stopped > STANDSTILL.toNanos());
            calls().reset();
        } finally {
            signal("-CONT", one);
        }

        Awaitility.await("both to live").atMost(Duration.ofSeconds(20)).until(() -> living() == 2);
        Awaitility.await("what arrived late to be mended")
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertAddresses("Tredje Gade"));
        assertAtRest();
        assertThat(one.log()).doesNotContain("is parked");
        assertOnlyWhatWasOnItsWay(writes());
    }

    private void goesOnAfterTheDatabaseWasAway(PackagedProgram two) throws IOException {
        moveTo("Anden Gade");
        awaitPatches(15);
        postgres.close();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> two.log()
                .contains("The database did not take a heartbeat"));
        postgres = startPostgres();

        awaitAddresses("Anden Gade", Duration.ofSeconds(60));
        assertThat(two.log()).doesNotContain("is parked");
    }

    /** The command reads the feeds and works on the same queue, while the schedules of the other do too. */
    private void worksBesideACommand() throws Exception {
        CompletableFuture<Integer> command = CompletableFuture.supplyAsync(this::sync);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> living() == 2);
        moveTo("Tredje Gade");

        awaitAddresses("Tredje Gade", Duration.ofSeconds(40));
        assertThat(command.get(1, TimeUnit.MINUTES)).as("exit status").isZero();
        assertAtRest();
        assertThat(calls().count("member.create")).isZero();
    }

    /** A request that was handed to the network right when the process stopped cannot be called back; its value is mended. */
    private static void assertOnlyWhatWasOnItsWay(List<CallLog.Entry> writes) {
        Map<String, Long> byEntry =
                writes.stream().collect(Collectors.groupingBy(CallLog.Entry::path, Collectors.counting()));
        assertThat(writes).as("nobody is made or removed").allMatch(call -> call.kind()
                .equals("member.patch"));
        assertThat(byEntry.values())
                .as("the late write and its mending, in %s", writes)
                .allMatch(times -> times <= 2);
        assertThat(byEntry.size())
                .as("entries, of which the stopped process had no more in hand, in %s", writes)
                .isLessThanOrEqualTo(AT_A_TIME / 2);
    }

    private void goesOnAfterOneIsKilled(PackagedProgram one) throws SQLException {
        calls().reset();
        moveTo("Fjerde Gade");
        awaitPatches(15);
        one.handle().destroyForcibly();

        awaitAddresses("Fjerde Gade", TAKEN_OVER);
        assertAtRest();
        assertThat(calls().count("member.create")).isZero();
        assertThat(world.heyLoyalty().members()).as("nobody is there twice").hasSize(MEMBERS);
    }

    /** Nothing waits, nothing failed. */
    private void assertAtRest() throws SQLException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> number("SELECT COUNT(*) FROM member_change") == 0);
        assertThat(number("SELECT COUNT(*) FROM failure")).isZero();
        assertThat(number("SELECT COUNT(*) FROM announced_write")).isZero();
        assertThat(number("SELECT COUNT(*) FROM turn_counterpart")).isZero();
    }

    private void moveTo(String street) {
        calls().reset();
        for (String number : world.businessCentral().memberNumbers()) {
            world.businessCentral().change(number, fields -> fields.address(street + " " + number));
        }
    }

    private void awaitPatches(int patches) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> writes().size() >= patches);
    }

    private void awaitAddresses(String street, Duration longest) {
        Awaitility.await().atMost(longest).untilAsserted(() -> assertAddresses(street));
    }

    private void assertAddresses(String street) {
        Map<String, String> expected = new TreeMap<>();
        for (Member member : world.businessCentral().members()) {
            expected.put(member.email(), street + " " + member.number());
        }
        Map<String, String> held = new TreeMap<>();
        world.heyLoyalty().members().stream()
                .filter(HeyLoyaltyMember::isActive)
                .forEach(entry -> held.put(
                        entry.field("email").text(), entry.field("address").text()));
        assertThat(held).isEqualTo(expected);
    }

    private CallLog calls() {
        return world.heyLoyalty().calls();
    }

    private List<CallLog.Entry> writes() {
        return calls().entries().stream()
                .filter(call -> !call.method().equals("GET"))
                .toList();
    }

    private long number(String query) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void signal(String which, PackagedProgram program) throws Exception {
        String pid = String.valueOf(program.handle().pid());
        assertThat(new ProcessBuilder("kill", which, pid).start().waitFor()).isZero();
    }

    /** The same server at each start. */
    private EmbeddedPostgres startPostgres() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false);
        return (postgres == null ? builder : builder.setPort(postgres.getPort())).start();
    }

    /** How many processes told of late that they live. */
    private long living() throws SQLException {
        return number("SELECT COUNT(*) FROM instance WHERE seen_at > now() - INTERVAL '7' SECOND");
    }

    private PackagedProgram start(String name) {
        try {
            return PackagedProgram.start(Files.createDirectory(folder.resolve(name)), JAVA_OPTIONS, settings());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int sync() {
        try {
            return PackagedProgram.run(Files.createDirectory(folder.resolve("sync")), JAVA_OPTIONS, settings(), "sync");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = World.settings(world.businessCentral(), world.heyLoyalty());
        settings.put("membersync.database.url", postgres.getJdbcUrl("postgres", "postgres"));
        settings.put("membersync.database.username", "postgres");
        settings.put("membersync.schedules.enabled", "true");
        settings.put("membersync.schedules.poll-business-central", "1s");
        settings.put("membersync.schedules.poll-heyloyalty", "2s");
        settings.put("membersync.schedules.dispatch", "200ms");
        return settings;
    }
}
