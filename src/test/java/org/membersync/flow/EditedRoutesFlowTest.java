package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.demo.NewMember;
import org.membersync.demo.NewMembership;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.state.Ledger;
import org.membersync.support.World;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** An engineer edits the route files of the running program. */
class EditedRoutesFlowTest {

    private static final String TRANSFORM = "        - filter:\n            id: transform-eligible\n";
    private static final String SITE_FILTER = """
                    - filter:
                        id: filter-site-silver
                        description: Refuses members of the code SILVER (E6)
                        simple: "${body.membershipCode} == 'SILVER'"
                        steps:
                          - setBody:
                              simple: "${body.refuse('E6', 'silver members are not written to')}"
            """;

    @TempDir
    private static Path routes;

    private static World world;

    @BeforeAll
    static void startWorld() throws IOException {
        Path original = Path.of("routes");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = routes.resolve(original.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        world = World.empty()
                .with("membersync.routes", "file:" + routes)
                .with("membersync.live-reload.enabled", "true")
                .start();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @Test
    void aSiteFilterIsTakenAndUnsubscribesWhomItRefuses() throws IOException {
        String silver = silver("Sølve");
        world.eligible("Guld");
        world.run();
        assertThat(entry("sølve").isActive()).isTrue();

        String spine = Files.readString(spine());
        Files.writeString(spine(), spine.replace(TRANSFORM, SITE_FILTER + TRANSFORM));
        awaitStep("filter-site-silver", true);
        world.businessCentral().change(silver, fields -> fields.city("Ribe"));
        silver("Senere");
        world.run();

        assertThat(entry("sølve").status()).isEqualTo(Status.UNSUBSCRIBED);
        assertThat(entry("guld").isActive()).isTrue();
        assertThat(world.heyLoyalty().membersByEmail("senere@example.dk")).isEmpty();
        String id = world.businessCentral().member(silver).orElseThrow().id();
        assertThat(world.bean(Ledger.class).latest(id, 1)).singleElement().satisfies(decision -> {
            assertThat(decision.outcome()).isEqualTo("UNSUBSCRIBE");
            assertThat(decision.rules()).contains("E6");
            assertThat(decision.reasons()).contains("silver members are not written to");
        });
        Files.writeString(spine(), spine);
        awaitStep("filter-site-silver", false);
    }

    @Test
    void aBrokenFileIsRefusedWithItsLineAndTheRunningVersionStaysInService() throws IOException {
        Path file = routes.resolve("shared/park-member.camel.yaml");
        String good = Files.readString(file);
        Files.writeString(file, good.replace("- bean:", "- baen:"));
        await().atMost(Duration.ofSeconds(30)).until(() -> "DOWN".equals(status()));

        assertThat(String.valueOf(health().getDetails().get("refusal"))).contains("park-member.camel.yaml:", "baen");
        world.eligible("Trods");
        world.run();
        assertThat(entry("trods").isActive()).isTrue();

        Files.writeString(file, good.replace("Parks one member", "Parks this member"));
        await().atMost(Duration.ofSeconds(30)).until(() -> "UP".equals(status()));
        assertThat(world.bean(CamelContext.class).getRoute("park-member").getDescription())
                .startsWith("Parks this member");
    }

    @Test
    void anXmlRouteThatIsDroppedInWorks() throws IOException {
        Files.writeString(
                routes.resolve("shared/greet.xml"),
                "<routes><route id='greet'><from uri='direct:greet'/>"
                        + "<setBody><constant>Goddag</constant></setBody></route></routes>");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.bean(CamelContext.class).getRoute("greet") != null);

        assertThat(world.bean(ProducerTemplate.class).requestBody("direct:greet", "", String.class))
                .isEqualTo("Goddag");
    }

    private static String silver(String name) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return world.businessCentral()
                .add(NewMember.named(name, "Ærøskov", name.toLowerCase(Locale.ROOT) + "@example.dk")
                        .membership(NewMembership.current("SILVER", today).withConsents(GdprApproval.ACCEPTED)));
    }

    private static Path spine() {
        return routes.resolve("bc-to-heyloyalty/sync-bc-member.camel.yaml");
    }

    private static void awaitStep(String id, boolean there) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> (world.bean(CamelContext.class).getProcessor(id) != null) == there);
    }

    private static Health health() {
        return world.program()
                .getBean("routesHealthIndicator", HealthIndicator.class)
                .getHealth(true);
    }

    private static String status() {
        return health().getStatus().getCode();
    }

    private static HeyLoyaltyMember entry(String name) {
        List<HeyLoyaltyMember> found = world.heyLoyalty().membersByEmail(name + "@example.dk");
        assertThat(found).as("entries of %s", name).hasSize(1);
        return found.get(0);
    }
}
