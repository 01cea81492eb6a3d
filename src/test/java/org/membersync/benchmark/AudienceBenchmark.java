package org.membersync.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.benchmark.SteadyCalls.Times;
import org.membersync.demo.SimulatedCdp;
import org.membersync.support.PackagedProgram;
import org.membersync.support.World;

/**
 * Measures audiences with {@code mvn -Pbenchmark verify}: how 500 pushed events a second are answered, each in a call of its
 * own, by the packaged program; and how many calls bring a large audience to the list. Times are printed and never asserted; the
 * calls are. {@code benchmark.audience-seconds} sets another time than 20 s, {@code benchmark.audience-persons} another size than
 * 50,000, {@code benchmark.java-options} more options for the program's Java.
 */
class AudienceBenchmark {

    private static final int PER_SECOND = 500;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final String CATS = "cats";
    private static final String DOGS = "dogs";
    private static final String PASSWORD = "made-up-cdp-password";
    private static final String KEY = "made-up-cdp-key";

    private final Duration time = Duration.ofSeconds(Integer.getInteger("benchmark.audience-seconds", 20));
    private final int persons = Integer.getInteger("benchmark.audience-persons", 50_000);

    @TempDir
    private Path folder;

    @Test
    void measuresPushesAndALargeAudience() throws Exception {
        Files.createDirectories(folder.resolve("mappings/activations"));
        for (String file : List.of("member.yaml", "countries.yaml", "stores.yaml")) {
            Files.copy(Path.of("mappings", file), folder.resolve("mappings").resolve(file));
        }
        Files.writeString(folder.resolve("mappings/activations/club.yaml"), """
                name: Club
                audiences:
                  - { id: cats, name: Cats, field: cdp_cats }
                  - { id: dogs, name: Dogs, field: cdp_dogs }
                """);
        try (World world = World.empty();
                SimulatedCdp cdp = SimulatedCdp.start(0, Clock.systemUTC(), KEY)) {
            cdp.addAudience(CATS, "Cats");
            cdp.addAudience(DOGS, "Dogs");
            for (int i = 0; i < persons; i++) {
                world.heyLoyalty().add(Map.of("email", email(i)));
            }
            try (PackagedProgram program = PackagedProgram.start(folder, javaOptions(), settings(world, cdp))) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> !world.heyLoyalty().fieldLabel("cdp_dogs").isEmpty());
                pushes(world, program);
                snapshot(world, cdp);
                long warnings = program.log()
                        .lines()
                        .filter(line -> line.matches(".*(WARN|ERROR).*"))
                        .peek(System.out::println)
                        .limit(20)
                        .count();
                System.out.println(warnings + " warnings");
            }
        }
    }

    private void pushes(World world, PackagedProgram program) throws Exception {
        URI receiver = URI.create(program.address() + "/audiences/events");
        String login =
                "Basic " + Base64.getEncoder().encodeToString(("cdp:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        SteadyCalls.make(PER_SECOND, WARM_UP, call -> push(receiver, login, call));
        Times stored = SteadyCalls.make(PER_SECOND, time, call -> push(receiver, login, call));
        long begun = System.nanoTime();
        awaitRest(world);
        System.out.printf(
                Locale.ROOT,
                "%n%d events a second, one in each call: p50 %.1f ms, p99 %.1f ms, longest %.1f ms %s; at rest %.0f s after the last%n",
                PER_SECOND,
                stored.milliseconds(0.5),
                stored.milliseconds(0.99),
                stored.longest(),
                stored.statuses(),
                (System.nanoTime() - begun) / 1e9);
        assertThat(stored.statuses()).containsOnlyKeys(202);
    }

    /** Whether the last that was pushed of the person is that they entered. */
    private boolean wasSaidToBeIn(int person) {
        int calls = (int) (PER_SECOND * (person < PER_SECOND * time.toSeconds() ? time : WARM_UP).toSeconds());
        return person < calls && isEntry(person + (calls - 1 - person) / persons * persons);
    }

    private boolean isEntry(int call) {
        return call / persons % 2 == 0;
    }

    /** HeyLoyalty was asked nothing between two looks, longer apart than the dispatch. */
    private static void awaitRest(World world) {
        long[] before = {-1};
        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(4))
                .until(() -> {
                    long asked = world.heyLoyalty().calls().total();
                    boolean rests = asked == before[0];
                    before[0] = asked;
                    return rests;
                });
    }

    /** All but a tenth are on the list; a half of those have the value already. */
    private void snapshot(World world, SimulatedCdp cdp) {
        String in = world.heyLoyalty().fieldOptions("cdp_dogs").entrySet().stream()
                .filter(option -> option.getValue().equals("In audience"))
                .findFirst()
                .orElseThrow()
                .getKey();
        List<String> entries =
                world.heyLoyalty().members().stream().map(member -> member.id()).toList();
        for (int i = 0; i < persons / 2; i++) {
            world.heyLoyalty().edit(entries.get(i), Map.of("cdp_dogs", in));
        }
        long differing = 0;
        for (int i = 0; i < persons; i++) {
            cdp.enter(DOGS, email(i));
            differing += i < persons / 2 ? 0 : 1;
        }
        for (int i = persons; i < persons * 11 / 10; i++) {
            cdp.enter(DOGS, email(i));
        }
        // What was pushed is true in the CDP too, or its snapshot would take it back.
        IntStream.range(0, persons).filter(this::wasSaidToBeIn).forEach(i -> cdp.enter(CATS, email(i)));
        long wanted = differing;
        world.heyLoyalty().calls().reset();
        cdp.forgetChanges();
        long begun = System.nanoTime();
        await().atMost(Duration.ofMinutes(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> world.heyLoyalty().calls().count("member.patch") >= wanted);
        double seconds = (System.nanoTime() - begun) / 1e9;
        awaitRest(world);
        Map<String, Long> calls = world.heyLoyalty().calls().counts();
        System.out.printf(
                Locale.ROOT,
                "%d persons in a snapshot, %d of them differ: %.0f s, calls %s (%.3f for each who differs)%n",
                persons * 11 / 10,
                wanted,
                seconds,
                calls,
                (double) world.heyLoyalty().calls().total() / wanted);
        assertThat(calls.get("member.patch")).isEqualTo(wanted);
        assertThat(world.heyLoyalty().calls().count("members.list")).isLessThan(persons * 11L / 10 / 20);
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    private HttpRequest push(URI address, String login, int call) {
        String body = "{\"type\":\"" + (isEntry(call) ? "entered" : "left")
                + "\",\"audienceId\":\"cats\",\"identifierType\":\"email\",\"identifierValue\":\""
                + email(call % persons)
                + "\",\"time\":\"" + Instant.now() + "\"}";
        return HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("Authorization", login)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static List<String> javaOptions() {
        return Stream.concat(
                        Stream.of("-Xmx384m"),
                        Arrays.stream(System.getProperty("benchmark.java-options", "")
                                        .split(" "))
                                .filter(option -> !option.isBlank()))
                .toList();
    }

    private static String email(int number) {
        return "person" + number + "@example.dk";
    }

    private Map<String, String> settings(World world, SimulatedCdp cdp) {
        Map<String, String> settings = World.settings(world.businessCentral(), world.heyLoyalty());
        settings.put("membersync.mappings", folder.resolve("mappings").toUri().toString());
        settings.put("membersync.schedules.enabled", "true");
        settings.put("membersync.schedules.poll-audiences", "5s");
        // On the first of January: the entries that the benchmark edits by itself would become turns of members.
        settings.put("membersync.schedules.poll-heyloyalty", "0 0 0 1 1 ?");
        settings.put("membersync.audiences.password", PASSWORD);
        settings.put("membersync.audiences.api-url", cdp.apiUrl());
        settings.put("membersync.audiences.api-key", KEY);
        settings.remove("membersync.retry.first-delay");
        settings.remove("membersync.retry.max-delay");
        return settings;
    }
}
