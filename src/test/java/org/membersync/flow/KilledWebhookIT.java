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
import org.membersync.demo.CallLog;
import org.membersync.demo.DemoConfiguration;
import org.membersync.demo.Fault;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.support.PackagedProgram;
import org.membersync.support.World;

/**
 * The packaged program is killed after it answered webhooks and before it worked on them: what they told is not lost, though
 * the list is never polled, and nothing happens twice (behaviour I1, L4, quality P2).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledWebhookIT {

    private static final String PASSWORD = "made-up-webhook-password";
    private static final String NEWCOMER = "ny.ærø@example.dk";

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
        String number = world.eligible("Åse");
        int memberships = world.businessCentral().membershipCount();
        start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.heyLoyalty().membersByEmail("åse@example.dk").size() == 1
                        && program.operate("explain", number).contains("Linked with HeyLoyalty member"));
        String leaving =
                world.heyLoyalty().membersByEmail("åse@example.dk").get(0).id();

        world.businessCentral().faults().always("/membership", Fault.status(503));
        world.heyLoyalty().unsubscribe(leaving);
        String coming = world.heyLoyalty().add(Map.of("email", NEWCOMER, "firstname", "Ny", "lastname", "Ærø"));
        await().untilAsserted(() -> assertThat(webhook("unsubscribe", leaving)).isEqualTo(202));
        assertThat(webhook("subscribe", coming)).isEqualTo(202);
        kill();
        assertThat(world.businessCentral().member(number).orElseThrow().newsletter())
                .as("not worked on before the kill")
                .isEqualTo(Newsletter.YES);

        world.businessCentral().faults().clear();
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
        start();

        // A creation that the dead one may have begun is looked for only once it can no longer be under way.
        await().atMost(Duration.ofSeconds(100)).untilAsserted(() -> {
            assertThat(world.businessCentral().member(number).orElseThrow().newsletter())
                    .isEqualTo(Newsletter.NO);
            assertThat(newcomer(coming).field("membership_no").text()).isNotEmpty();
        });
        assertThat(webhook("unsubscribe", leaving)).as("again").isEqualTo(202);
        assertThat(webhook("subscribe", coming)).as("again").isEqualTo(202);
        awaitRest();
        assertThat(writes(world.businessCentral().calls()))
                .containsExactlyInAnyOrder("PATCH", "POST membership", "POST addMember");
        // The feed of memberships may be read just before there is one, so that its item follows in a second one.
        assertThat(writes(world.heyLoyalty().calls())).hasSizeBetween(1, 2).allMatch("PATCH"::equals);
        assertThat(world.businessCentral().membershipCount()).isEqualTo(memberships + 1);
        Member made = world.businessCentral().membersByEmail(NEWCOMER).get(0);
        assertThat(newcomer(coming).field("membership_no").text())
                .isEqualTo(made.memberships().get(0).number());
        assertThat(world.heyLoyalty().members()).hasSize(2);
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    private void start() throws IOException {
        Map<String, String> settings = World.settings(world.businessCentral(), world.heyLoyalty());
        settings.put("membersync.database.url", "jdbc:hsqldb:file:" + folder.resolve("state"));
        settings.put("membersync.members.default-membership-item", "MM-SILVER");
        settings.put("membersync.webhooks.password", PASSWORD);
        settings.put("membersync.schedules.enabled", "true");
        settings.put("membersync.schedules.poll-business-central", "500ms");
        // On the first of January, so that only webhooks tell.
        settings.put("membersync.schedules.poll-heyloyalty", "0 0 0 1 1 ?");
        settings.put("membersync.schedules.dispatch", "200ms");
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

    private int webhook(String type, String id) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString(("heyloyalty:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        String body = "{\"member_id\":\"" + id + "\",\"list_id\":" + DemoConfiguration.LIST_ID + ",\"type\":\"" + type
                + "\",\"signature\":\"0\",\"member\":{}}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(program.address() + "/webhooks/heyloyalty"))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private HeyLoyaltyMember newcomer(String id) {
        return world.heyLoyalty().member(id).orElseThrow();
    }

    /** Each webhook makes one reading of its entry; then the feeds are read twice without a reading of anybody. */
    private void awaitRest() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            long before = work();
            long polls = feeds();
            await().atMost(Duration.ofSeconds(20)).until(() -> feeds() >= polls + 2);
            return work() == before;
        });
    }

    private long work() {
        return world.heyLoyalty().calls().total()
                + world.businessCentral().calls().entries().stream()
                        .filter(call -> !call.kind().startsWith("odata"))
                        .count();
    }

    private long feeds() {
        return world.businessCentral().calls().count("odata.mmMember");
    }

    private static List<String> writes(CallLog calls) {
        return calls.entries().stream()
                .filter(call -> !call.method().equals("GET") && !call.path().endsWith("/token"))
                .map(call -> call.method()
                        + (call.method().equals("POST")
                                ? " " + call.path().substring(call.path().lastIndexOf('/') + 1)
                                : ""))
                .toList();
    }
}
