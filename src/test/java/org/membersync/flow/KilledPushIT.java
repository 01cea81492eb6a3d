package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.demo.SimulatedHeyLoyalty;
import org.membersync.support.PackagedProgram;
import org.membersync.support.World;

/**
 * The packaged program is killed after it answered pushes of audiences and bookings and before it worked on them: what they
 * told is carried out by the next one, once (behaviour A3, B, L4).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledPushIT {

    private static final String PASSWORD = "made-up-push-password";
    private static final String PERSON = "åse@example.dk";
    private static final String ENTERED = "{\"type\":\"entered\",\"audienceId\":\"cats\",\"identifierType\":\"email\","
            + "\"identifierValue\":\"" + PERSON + "\",\"time\":\"2026-01-05T12:00:00Z\"}";
    /** On the first of January. */
    private static final String NEVER = "0 0 0 1 1 ?";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final World world = World.empty();
    private final HttpClient http = HttpClient.newHttpClient();
    private PackagedProgram program;

    @AfterEach
    void endWorld() throws IOException {
        if (program != null) {
            kill();
        }
        world.close();
    }

    @Test
    void whatWasAnsweredIsCarriedOutAfterTheKillAndOnce() throws Exception {
        world.heyLoyalty().watchConsent(email -> false);
        mappings();
        world.heyLoyalty().add(Map.of("email", PERSON));
        start(NEVER);
        await().untilAsserted(() ->
                assertThat(push("/audiences/events", "cdp", ENTERED)).isEqualTo(202));
        String ticket = TicketOffice.ticket("T-1", "buyer@example.dk");
        assertThat(push("/bookings/events", "bookings", ticket)).isEqualTo(202);
        kill();
        assertThat(world.heyLoyalty().calls().entries())
                .as("not worked on before the kill")
                .allMatch(call -> call.method().equals("GET"));

        start("200ms");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(shown()).isEqualTo("In audience");
            assertThat(world.heyLoyalty().bookings()).containsOnlyKeys("T-1_MAIN");
            assertThat(world.heyLoyalty().membersByEmail("buyer@example.dk")).hasSize(1);
        });
        long writes = writes();
        assertThat(push("/audiences/events", "cdp", ENTERED)).as("again").isEqualTo(202);
        assertThat(push("/bookings/events", "bookings", ticket)).as("again").isEqualTo(202);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> program.operate("explain", PERSON, "--format", "json")
                                .contains("\\\"state\\\" : \\\"WRITTEN\\\"")
                        && program.operate("sync").contains("\"exitCode\":0"));
        assertThat(writes()).as("nothing twice").isEqualTo(writes);
        assertThat(world.heyLoyalty().bookingImports()).isOne();
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    private String shown() {
        String value = world.heyLoyalty()
                .membersByEmail(PERSON)
                .get(0)
                .field("cdp_cats")
                .text();
        return world.heyLoyalty().fieldOptions("cdp_cats").getOrDefault(value, value);
    }

    private long writes() {
        return world.heyLoyalty().calls().entries().stream()
                .filter(call -> !call.method().equals("GET"))
                .count();
    }

    private void mappings() throws IOException {
        Path mappings = Files.createDirectories(folder.resolve("mappings/activations"));
        for (String file : List.of("member.yaml", "countries.yaml", "stores.yaml", "heybooking.yaml")) {
            Files.copy(Path.of("mappings", file), mappings.resolveSibling(file));
        }
        Files.writeString(
                mappings.resolve("club.yaml"),
                "name: Club\naudiences:\n  - { id: cats, name: Cats, field: cdp_cats }\n");
    }

    private void start(String dispatch) throws IOException {
        Map<String, String> settings = World.settings(world.businessCentral(), world.heyLoyalty());
        settings.put("membersync.database.url", "jdbc:hsqldb:file:" + folder.resolve("state"));
        settings.put("membersync.mappings", folder.resolve("mappings").toUri().toString());
        settings.put("membersync.audiences.password", PASSWORD);
        settings.put("membersync.heybooking.enabled", "true");
        settings.put("membersync.heybooking.integration-id", SimulatedHeyLoyalty.INTEGRATION_ID);
        settings.put("membersync.heybooking.api-url", world.heyLoyalty().heybookingUrl());
        settings.put("membersync.heybooking.errors-email", "drift@example.dk");
        settings.put("membersync.heybooking.password", PASSWORD);
        settings.put("membersync.heybooking.batch-age", "1s");
        settings.put("membersync.schedules.enabled", "true");
        settings.put("membersync.schedules.poll-heyloyalty", NEVER);
        settings.put("membersync.schedules.dispatch", dispatch);
        program =
                PackagedProgram.start(folder, List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m"), settings);
    }

    /** The lock that the dead program leaves would make the next one wait for ten seconds. */
    private void kill() throws IOException {
        program.handle().destroyForcibly();
        await().atMost(Duration.ofSeconds(10)).until(() -> !program.handle().isAlive());
        program = null;
        Files.deleteIfExists(folder.resolve("state.lck"));
    }

    private int push(String path, String user, String body) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(program.address() + path))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
