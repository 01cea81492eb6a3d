package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.membersync.support.AudienceWorld.CATS;
import static org.membersync.support.AudienceWorld.CATS_FIELD;
import static org.membersync.support.AudienceWorld.DOGS;
import static org.membersync.support.AudienceWorld.DOGS_FIELD;
import static org.membersync.support.AudienceWorld.VALUE_FIELD;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.decision.Direction;
import org.membersync.demo.DemoConfiguration;
import org.membersync.demo.SimulatedCdp;
import org.membersync.demo.WebhookOptions;
import org.membersync.demo.WebhookOrder;
import org.membersync.mapping.ActivationStore;
import org.membersync.member.Newsletter;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Ledger;
import org.membersync.support.AudienceWorld;
import org.membersync.support.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a CDP pushes, from its event to the field of the person's entry (behaviour A2 to A5). */
class AudienceFlowTest {

    private static final String IN = "In audience";
    private static final String OUT = "Not in audience";

    @TempDir
    private static Path folder;

    private static AudienceWorld audiences;
    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty()
                .with("membersync.webhooks.password", "hook-for-tests")
                .with("membersync.members.default-membership-item", "MM-SILVER");
        // Whoever is on the list before the first run is not made a member.
        world.heyLoyalty().add(Map.of("email", "gaest@example.dk", "firstname", "Gæst"));
        world.heyLoyalty().add(Map.of("email", "hulda@example.dk"));
        audiences = AudienceWorld.in(folder, world, Clock.systemUTC());
        world.with("membersync.live-reload.enabled", "true").start();
        world.heyLoyalty().watchConsent(email -> false);
        world.heyLoyalty()
                .addWebhook(
                        "http://127.0.0.1:" + world.program().getEnvironment().getProperty("local.server.port")
                                + "/webhooks/heyloyalty",
                        List.of("subscribe", "update", "unsubscribe"));
        world.heyLoyalty()
                .sendWebhooks(WebhookOptions.basic(DemoConfiguration.WEBHOOK_USERNAME, "hook-for-tests")
                        .sentByHand());
        audiences.run();
    }

    @AfterAll
    static void endWorld() {
        audiences.close();
    }

    @AfterEach
    void nobodyWasHarmed() {
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.parked()).isEmpty();
        assertThat(world.heyLoyalty().patchedFields())
                .as("an update of audiences names nothing else")
                .allMatch(fields -> AudienceWorld.FIELDS.containsAll(fields)
                        || fields.equals(Set.of("cdp_birds"))
                        || Collections.disjoint(fields, AudienceWorld.FIELDS));
        world.heyLoyalty().clearViolations();
        world.heyLoyalty().loseWebhooks();
    }

    @Test
    void makesAFieldForEachAudienceAndAttribute() {
        assertThat(world.heyLoyalty().fieldFormat(CATS_FIELD)).isEqualTo("choice");
        assertThat(world.heyLoyalty().fieldLabel(CATS_FIELD)).isEqualTo("Cat owners");
        assertThat(world.heyLoyalty().fieldOptions(CATS_FIELD).values()).containsExactlyInAnyOrder(IN, OUT);
        assertThat(world.heyLoyalty().fieldLabel(DOGS_FIELD)).isEqualTo("Dogs");
        assertThat(world.heyLoyalty().fieldOptions(DOGS_FIELD).values()).containsExactlyInAnyOrder("Yes", "No");
        assertThat(world.heyLoyalty().fieldFormat(VALUE_FIELD)).isEqualTo("number");
    }

    @Test
    void showsWhoEntersAndLeavesAndWritesNothingElse() {
        String email = onTheList("Astrid");
        Map<?, ?> before = audiences.entry(email).fields();

        audiences.cdp().enter(CATS, email);
        pushAndWork();
        assertThat(audiences.shown(email, CATS_FIELD)).isEqualTo(IN);

        audiences.cdp().leave(CATS, email);
        pushAndWork();
        assertThat(audiences.shown(email, CATS_FIELD)).isEqualTo(OUT);
        assertThat(audiences.entry(email).fields())
                .usingRecursiveComparison()
                .ignoringFields(CATS_FIELD)
                .isEqualTo(before);
        assertThat(decisions(email))
                .extracting(Ledger.Entry::outcome)
                .containsExactly("AUDIENCE_WRITTEN", "AUDIENCE_WRITTEN");
        assertThat(decisions(email)).allSatisfy(entry -> {
            assertThat(entry.fields()).isEqualTo(CATS_FIELD);
            assertThat(entry.heyLoyaltyId()).isEqualTo(audiences.entry(email).id());
            assertThat(entry.rules()).isEqualTo("A2");
            assertThat(entry.toString()).doesNotContain(email, IN, OUT);
        });
    }

    @Test
    void writesAllThatChangedOfAPersonAtOnceAndNothingTwice() {
        String email = onTheList("Bodil");
        audiences.cdp().enter(CATS, email);
        audiences.cdp().enter(DOGS, email);
        audiences.cdp().attribute("value", email, "12.50");
        List<Map<String, Object>> events = audiences.told();
        world.heyLoyalty().calls().reset();

        audiences.post(SimulatedCdp.json(events));
        world.work();

        assertThat(world.heyLoyalty().calls().count("member.patch")).isOne();
        assertThat(audiences.shown(email, DOGS_FIELD)).isEqualTo("Yes");
        assertThat(audiences.shown(email, VALUE_FIELD)).isEqualTo("12.50");

        audiences.post(SimulatedCdp.json(events));
        world.work();
        assertThat(world.heyLoyalty().calls().count("member.patch")).isOne();

        audiences.cdp().attribute("value", email, null);
        pushAndWork();
        assertThat(audiences.shown(email, VALUE_FIELD)).isEmpty();
    }

    @Test
    void takesAnActivationFileThatIsSavedWhileItRuns() {
        String email = onTheList("Jytte");
        audiences.activation(
                "birds.yaml", "name: Birds\naudiences:\n  - { id: b1rds, name: Bird owners, field: cdp_birds }\n");
        audiences.cdp().addAudience("b1rds", "Bird owners");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> world.bean(ActivationStore.class)
                .current()
                .named("Birds")
                .isPresent());

        audiences.cdp().enter("b1rds", email);
        pushAndWork();

        assertThat(world.heyLoyalty().fieldLabel("cdp_birds")).isEqualTo("Bird owners");
        assertThat(audiences.shown(email, "cdp_birds")).isEqualTo(IN);
    }

    @Test
    void doesNotLetALateEntryUndoANewerLeaving() {
        String email = onTheList("Clara");
        audiences.cdp().enter(CATS, email);
        audiences.cdp().leave(CATS, email);
        List<Map<String, Object>> events = new ArrayList<>(audiences.told());
        Collections.reverse(events);

        events.forEach(event -> audiences.post(SimulatedCdp.json(event)));
        world.work();

        assertThat(audiences.shown(email, CATS_FIELD)).isEqualTo(OUT);
    }

    @Test
    void remembersWhoIsNotOnTheListUntilTheyJoin() {
        String email = "dagny@example.dk";
        audiences.cdp().enter(CATS, email);
        pushAndWork();
        assertThat(world.heyLoyalty().membersByEmail(email)).isEmpty();
        assertThat(decisions(email)).extracting(Ledger.Entry::outcome).containsExactly("AUDIENCE_ABSENT");

        world.eligible("Dagny");
        audiences.run();

        assertThat(audiences.shown(email, CATS_FIELD)).isEqualTo(IN);
    }

    @Test
    void remembersWhoUnsubscribedAndWritesNothingToThem() {
        String email = onTheList("Ebba");
        world.heyLoyalty().unsubscribe(audiences.entry(email).id());
        world.heyLoyalty().calls().reset();

        audiences.cdp().enter(CATS, email);
        pushAndWork();

        assertThat(audiences.entry(email).isActive()).isFalse();
        assertThat(world.heyLoyalty().calls().count("member.patch")).isZero();
    }

    @Test
    void leavesItsOwnWriteWithoutAnEcho() {
        String email = onTheList("Freja");
        String guest = "gaest@example.dk";
        long members = world.businessCentral().members().size();
        world.heyLoyalty().loseWebhooks();
        audiences.cdp().enter(CATS, email);
        audiences.cdp().enter(CATS, guest);
        pushAndWork();
        assertThat(audiences.shown(guest, CATS_FIELD)).isEqualTo(IN);
        resetCalls();

        assertThat(world.heyLoyalty().deliverWebhooks(WebhookOrder.AS_SENT)).isEqualTo(2);
        audiences.run();
        audiences.run();

        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
        assertThat(world.businessCentral().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
        assertThat(world.businessCentral().members()).hasSize((int) members);

        world.heyLoyalty().edit(audiences.entry(email).id(), Map.of("city", "Ribe"));
        audiences.run();
        assertThat(world.businessCentral().membersByEmail(email).get(0).city()).isEqualTo("Ribe");
    }

    @Test
    void makesANewSubscriberAMemberThoughTheirAudienceWasWrittenFirst() {
        String email = "gerda@example.dk";
        audiences.cdp().enter(CATS, email);
        audiences.push();
        world.heyLoyalty().add(Map.of("email", email, "firstname", "Gerda", "membership", "502"));

        world.work();
        assertThat(audiences.shown(email, CATS_FIELD)).isEqualTo(IN);
        audiences.run();

        assertThat(world.businessCentral().membersByEmail(email)).hasSize(1);
    }

    @Test
    void keepsAWithdrawalThatCrossedItsWrite() {
        String member = onTheList("Helga");
        String guest = "hulda@example.dk";
        world.heyLoyalty().loseWebhooks();
        for (String email : List.of(member, guest)) {
            audiences.cdp().enter(CATS, email);
            world.heyLoyalty()
                    .acts()
                    .beforeNext("PATCH .*" + audiences.entry(email).id(), () -> world.heyLoyalty()
                            .unsubscribe(audiences.entry(email).id()));
        }
        pushAndWork();
        assertThat(world.heyLoyalty().violations()).as("what nobody could know").hasSize(2);
        world.heyLoyalty().clearViolations();

        world.heyLoyalty().deliverWebhooks(WebhookOrder.AS_SENT);
        audiences.run();
        audiences.run();

        assertThat(audiences.entry(member).isActive()).isFalse();
        assertThat(audiences.entry(guest).isActive()).isFalse();
        // The member's own turn unsubscribes them; of the guest nobody else knows.
        assertThat(decisions(guest))
                .filteredOn(entry -> entry.outcome().equals("AUDIENCE_UNSUBSCRIBE"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.rules()).isEqualTo("P2");
                    assertThat(entry.heyLoyaltyId())
                            .isEqualTo(audiences.entry(guest).id());
                    assertThat(entry.reasons()).contains("unsubscribed again").doesNotContain(guest);
                });
        assertThat(world.businessCentral().membersByEmail(member).get(0).newsletter())
                .isEqualTo(Newsletter.NO);
    }

    @Test
    void forgetsAnErasedPersonAndKeepsNothingThatIsToldLater() {
        String number = world.eligible("Ingrid");
        String email = "ingrid@example.dk";
        audiences.run();
        audiences.cdp().enter(CATS, email);
        pushAndWork();
        String id = world.businessCentral().member(number).orElseThrow().id();
        String person = personOf(email);

        world.businessCentral().anonymise(number);
        world.bean(ChangeQueue.class).dueNow(Direction.OUTBOUND, id, "sweep");
        audiences.run();
        assertThat(known(email)).isZero();
        assertThat(person).startsWith("person-");
        assertThat(world.bean(Ledger.class).latest(person, 10)).isEmpty();
        assertThat(world.bean(JdbcClient.class)
                        .sql(
                                "SELECT COUNT(*) FROM consent_decision WHERE direction = 'AUDIENCE' AND member_number LIKE 'erased-%'"
                                        + " AND heyloyalty_id IS NULL")
                        .query(Long.class)
                        .single())
                .isOne();

        audiences.cdp().leave(CATS, email);
        pushAndWork();
        assertThat(known(email)).isZero();
    }

    @Test
    void refusesWhatIsNoEventAndKeepsNothingOfIt() {
        long before = world.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM audience_event")
                .query(Long.class)
                .single();

        assertThat(audiences.post("[{\"type\":\"entered\"}]").statusCode()).isEqualTo(400);
        assertThat(audiences.post("nonsense").statusCode()).isEqualTo(400);
        assertThat(audiences.post("[]", "Basic Z3Vlc3NlZDpndWVzc2Vk").statusCode())
                .isEqualTo(401);

        assertThat(world.bean(JdbcClient.class)
                        .sql("SELECT COUNT(*) FROM audience_event")
                        .query(Long.class)
                        .single())
                .isEqualTo(before);
    }

    private static List<Ledger.Entry> decisions(String email) {
        return world.bean(Ledger.class).latest(personOf(email), 10);
    }

    private static String personOf(String email) {
        return world.bean(JdbcClient.class)
                .sql("SELECT person_id FROM audience_person WHERE identifier = :email")
                .param("email", email)
                .query(String.class)
                .single();
    }

    private static long known(String email) {
        JdbcClient jdbc = world.bean(JdbcClient.class);
        return jdbc.sql("SELECT COUNT(*) FROM audience_event WHERE identifier = :email")
                        .param("email", email)
                        .query(Long.class)
                        .single()
                + jdbc.sql("SELECT COUNT(*) FROM audience_person WHERE identifier = :email")
                        .param("email", email)
                        .query(Long.class)
                        .single();
    }

    private static String onTheList(String name) {
        world.eligible(name);
        audiences.run();
        return name.toLowerCase(java.util.Locale.ROOT) + "@example.dk";
    }

    private static void pushAndWork() {
        audiences.push();
        world.work();
    }

    private static void resetCalls() {
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();
    }
}
