package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.support.World;

/**
 * The packaged program, killed at once again and again, or asked to stop, in the middle of its work: nothing is lost and
 * nobody is on the list twice (behaviour L4, quality P1, P6). The moments are random; the seed is reported, and the calls in hand at a moment
 * differ all the same.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledProcessIT {

    private static final int MEMBERS = 200;
    private static final int KILLS = 4;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private World world;
    private Process program;

    @BeforeEach
    void makeWorld() {
        world = World.empty().latency(Duration.ofMillis(5));
        world.heyLoyalty().watchConsent(email -> false);
        for (int number = 0; number < MEMBERS; number++) {
            world.eligible("Person" + number);
        }
    }

    @AfterEach
    void endWorld() {
        if (program != null) {
            program.destroyForcibly();
        }
        world.close();
    }

    @Test
    void losesAndDoublesNobody(TestReporter reporter) throws IOException {
        long seed = System.nanoTime();
        reporter.publishEntry("seed", String.valueOf(seed));
        Random random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            start();
            int calls = 1 + random.nextInt(90);
            changeSome(random);
            awaitCalls(calls);
            kill(random.nextInt(3) == 0);
        }
        start();

        Awaitility.await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            ListCheck.assertListEqualsEligible(world);
            assertFieldsAgree();
            assertWithdrawalsAgree();
        });
        assertThat(twice()).as("persons on the list twice, seed %d", seed).isEmpty();
        assertThat(world.heyLoyalty().violations()).as("seed %d", seed).isEmpty();
        assertWritesNothingMore();
    }

    @Test
    void finishesWhatIsInHandWhenItIsAskedToStop() throws Exception {
        world.latency(Duration.ofMillis(400));
        start();
        awaitCalls(60);

        program.destroy();

        assertThat(program.waitFor(40, TimeUnit.SECONDS)).as("ended in time").isTrue();
        long created = world.heyLoyalty().members().size();
        assertThat(created).as("it was stopped in the middle").isBetween(1L, (long) MEMBERS - 1);
        assertThat(count("member_link")).as("every creation is linked").isEqualTo(created);
        assertThat(count("announced_write")).as("no write is in doubt").isZero();
        assertThat(count("member_change WHERE claim_token IS NOT NULL"))
                .as("nothing stays claimed")
                .isZero();
    }

    private long count(String rows) throws SQLException {
        String url = "jdbc:hsqldb:file:" + folder.resolve("state") + ";readonly=true";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                ResultSet count = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + rows)) {
            count.next();
            return count.getLong(1);
        }
    }

    private void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "-jar",
                Path.of(System.getProperty("packaged.jar")).toAbsolutePath().toString()));
        settings().forEach((property, value) -> command.add("--" + property + "=" + value));
        program = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("program.log").toFile()))
                .start();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(World.settings(world.businessCentral(), world.heyLoyalty()));
        settings.put("membersync.database.url", "jdbc:hsqldb:file:" + folder.resolve("state"));
        settings.put("membersync.schedules.enabled", "true");
        settings.put("membersync.schedules.poll-business-central", "1s");
        settings.put("membersync.schedules.poll-heyloyalty", "1s");
        settings.put("membersync.schedules.dispatch", "200ms");
        return settings;
    }

    /** Waits for a moment in the middle of work: a program that has nothing to do polls its feeds. */
    private void awaitCalls(int calls) {
        long before = calls();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .failFast(
                        "the program ended by itself; its log is " + folder.resolve("program.log"),
                        () -> !program.isAlive())
                .until(() -> calls() >= before + calls);
    }

    private long calls() {
        return world.businessCentral().calls().total()
                + world.heyLoyalty().calls().total();
    }

    /** The lock that the dead program leaves makes the next one wait for ten seconds: most times it is taken away. */
    private void kill(boolean leaveLock) throws IOException {
        program.destroyForcibly();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !program.isAlive());
        if (!leaveLock) {
            Files.deleteIfExists(folder.resolve("state.lck"));
        }
    }

    /** Nobody says yes again, so that nobody may come back to the list. */
    private void changeSome(Random random) {
        List<String> numbers = world.businessCentral().memberNumbers();
        for (int change = 0; change < 20; change++) {
            String number = numbers.get(random.nextInt(numbers.size()));
            Member member = world.businessCentral().member(number).orElseThrow();
            switch (random.nextInt(4)) {
                case 0 -> world.businessCentral().newsletter(number, Newsletter.NO);
                case 1 ->
                    world.heyLoyalty().membersByEmail(member.email()).stream()
                            .filter(HeyLoyaltyMember::isActive)
                            .findFirst()
                            .ifPresent(entry -> world.heyLoyalty().unsubscribe(entry.id()));
                default -> {
                    String address = "Søndergade " + random.nextInt(1000);
                    world.businessCentral().change(number, fields -> fields.address(address));
                }
            }
        }
    }

    private void assertFieldsAgree() {
        for (Member member : world.businessCentral().members()) {
            world.heyLoyalty().membersByEmail(member.email()).stream()
                    .filter(HeyLoyaltyMember::isActive)
                    .forEach(entry -> assertThat(entry.field("address").text()).isEqualTo(member.address()));
        }
    }

    /** Nobody says yes again in this test, so whoever is unsubscribed says no on both sides. */
    private void assertWithdrawalsAgree() {
        for (Member member : world.businessCentral().members()) {
            boolean unsubscribed = world.heyLoyalty().membersByEmail(member.email()).stream()
                    .anyMatch(entry -> entry.status() == HeyLoyaltyMember.Status.UNSUBSCRIBED);
            if (unsubscribed) {
                assertThat(member.newsletter())
                        .as("member %s unsubscribed", member.number())
                        .isEqualTo(Newsletter.NO);
            }
        }
    }

    private List<String> twice() {
        return world.businessCentral().members().stream()
                .filter(member ->
                        world.heyLoyalty().membersByEmail(member.email()).size() > 1)
                .map(Member::number)
                .toList();
    }

    private void assertWritesNothingMore() {
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> world.businessCentral().calls().count("odata.mmMember") >= 3);
        assertThat(world.heyLoyalty().calls().entries())
                .noneMatch(call -> !call.method().equals("GET"));
    }
}
