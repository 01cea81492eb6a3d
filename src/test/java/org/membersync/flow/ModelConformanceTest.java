package org.membersync.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import org.membersync.demo.WebhookOptions;
import org.membersync.flow.model.History;
import org.membersync.flow.model.Start;
import org.membersync.flow.model.Step;
import org.membersync.flow.model.Step.Kind;
import org.membersync.heyloyalty.Webhooks;
import org.membersync.operation.SyncRun;
import org.membersync.support.MortalDatabase;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/**
 * The whole program beside a small pure model of what each side must hold: random histories of what people, marketers and
 * clerks do, of runs, lost, doubled and shuffled webhooks, broken calls and deaths of the process, equal at rest (quality P1
 * to P6, P8; behaviour I, O5, L4).
 */
class ModelConformanceTest {

    private static final String PASSWORD = "made-up-webhook-password";

    private static MutableClock clock;
    private static MortalDatabase database;
    private static World world;

    @AfterContainer
    static void endWorld() {
        if (world != null) {
            world.close();
        }
    }

    @Property(tries = 40, seed = "318591567085203298", edgeCases = EdgeCasesMode.NONE)
    void everyHistoryEndsAsTheModelSays(@ForAll("starts") List<Start> starts, @ForAll("histories") List<Step> steps) {
        if (world == null) {
            makeWorld();
        }
        boolean conforms = false;
        try {
            new History(world, clock, database, starts).happen(steps);
            conforms = true;
        } finally {
            if (!conforms) {
                // What a broken history leaves behind would blur the next one.
                world.close();
                world = null;
            }
        }
    }

    private static void makeWorld() {
        clock = new MutableClock(Instant.now());
        database = new MortalDatabase();
        world = World.empty(clock)
                .with("membersync.members.default-membership-item", "MM-SILVER")
                .with("membersync.members.unsubscribe-if-blocked", "true")
                .with("membersync.business-central.requests-per-5-minutes", "1000000")
                .with("membersync.webhooks.password", PASSWORD)
                .withDatabase(database)
                .start();
        String port = world.program().getEnvironment().getProperty("local.server.port");
        world.heyLoyalty().addWebhook("http://127.0.0.1:" + port + "/webhooks/heyloyalty", Webhooks.TRIGGERS);
        world.heyLoyalty()
                .sendWebhooks(WebhookOptions.basic("heyloyalty", PASSWORD).sentByHand());
        // The very first reading of the list only learns where it stands; every later one would take this entry for
        // new.
        String first = world.heyLoyalty().add(Map.of("email", "first@example.dk"));
        world.bean(SyncRun.class).run();
        world.heyLoyalty().remove(first);
    }

    @Provide
    Arbitrary<List<Start>> starts() {
        return Arbitraries.of(Start.class).list().ofMinSize(2).ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(Kind.class)),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                Kind.BC_YES,
                                Kind.BC_NO,
                                Kind.HL_UNSUBSCRIBE,
                                Kind.HL_SUBSCRIBE_AGAIN,
                                Kind.HL_SIGN_UP,
                                Kind.BC_EDIT,
                                Kind.HL_EDIT)),
                Tuple.of(2, Arbitraries.of(Kind.RUN, Kind.CRASH, Kind.REST)));
        Arbitrary<Duration> waits = Arbitraries.of(0, 1, 3, 40, 1000).map(Duration::ofSeconds);
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 23),
                        waits)
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }
}
