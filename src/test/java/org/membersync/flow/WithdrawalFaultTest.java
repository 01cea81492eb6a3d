package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;
import org.membersync.operation.SyncRun;
import org.membersync.state.Failures;
import org.membersync.support.World;

/**
 * Two people unsubscribe in HeyLoyalty, one of them known to us and one not, again and again, each time with one fault at one
 * call: whatever goes wrong, both say no in Business Central afterwards (behaviour I4, L1 to L3, quality P1, P2).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WithdrawalFaultTest {

    private static World world;
    private static List<Place> places;
    private static int round;

    /** A call of the clean run; each round makes the same calls in the same order. */
    record Place(boolean heyLoyalty, String method, String kind, long number) {}

    /** What goes wrong where. */
    record Script(Place place, Trouble trouble) {}

    /** One round's people. */
    record Pair(String linkedNumber, String linkedEntry, String foundNumber, String foundEmail) {}

    @BeforeAll
    static void runCleanOnce() {
        world = World.empty()
                .with("membersync.members.workers", "1")
                .with("membersync.business-central.overlap", "1s")
                .with("membersync.business-central.requests-per-5-minutes", "1000000")
                .with("camel.component.http.response-timeout", String.valueOf(Trouble.RESPONSE_TIMEOUT.toMillis()))
                .start();
        world.heyLoyalty().watchConsent(email -> false);
        Pair pair = joined();
        withdraw(pair);
        resetCalls();
        run();
        places = new ArrayList<>();
        places.addAll(places(true));
        places.addAll(places(false));
        assertWithdrawn(pair);
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    static List<Script> scripts() {
        List<Script> scripts = new ArrayList<>();
        for (Place place : places) {
            for (Trouble trouble : Trouble.values()) {
                scripts.add(new Script(place, trouble));
            }
        }
        return scripts;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void bothSayNoAfterwards(Script script) {
        Pair pair = joined();
        withdraw(pair);
        resetCalls();
        (script.place().heyLoyalty()
                        ? world.heyLoyalty().faults()
                        : world.businessCentral().faults())
                .onCall(script.place().number(), script.trouble().fault());

        run();

        awaitMet(script.place());
        world.heyLoyalty().faults().clear();
        world.businessCentral().faults().clear();
        assertThat(world.parked()).extracting(Failures.Failure::reason).doesNotContain("internal-error");
        world.parked().forEach(failure -> world.bean(Failures.class).replay(failure.id(), "operator"));
        // A creation whose answer was lost is looked for only once it can no longer be under way.
        Awaitility.await().atMost(Duration.ofSeconds(100)).until(() -> run().waiting() == 0);
        assertWithdrawn(pair);
    }

    /** A slow call is carried out and logged after its caller gave up. */
    private static void awaitMet(Place place) {
        var calls = place.heyLoyalty()
                ? world.heyLoyalty().calls()
                : world.businessCentral().calls();
        Awaitility.await("the fault is met").atMost(Duration.ofSeconds(10)).until(() -> calls.entries().stream()
                .anyMatch(call -> call.number() == place.number()));
    }

    private static List<Place> places(boolean heyLoyalty) {
        var calls = heyLoyalty
                ? world.heyLoyalty().calls()
                : world.businessCentral().calls();
        return calls.entries().stream()
                // The feeds are met by the other test.
                .filter(call -> !call.kind().startsWith("odata"))
                .map(call -> new Place(heyLoyalty, call.method(), call.kind(), call.number()))
                .toList();
    }

    private static Pair joined() {
        String name = "Kær" + ++round;
        String linked = world.eligible(name);
        String found = world.businessCentral()
                .add(World.member("Løs" + round).with(fields -> fields.newsletter(Newsletter.NOT_SPECIFIED)));
        run();
        run();
        String linkedEntry = world.heyLoyalty()
                .membersByEmail(name.toLowerCase(java.util.Locale.ROOT) + "@example.dk")
                .get(0)
                .id();
        return new Pair(linked, linkedEntry, found, "løs" + round + "@example.dk");
    }

    private static void withdraw(Pair pair) {
        world.heyLoyalty().unsubscribe(pair.linkedEntry());
        // Signed up and unsubscribed between two readings of the list, so that no link tells who it is.
        world.heyLoyalty().unsubscribe(world.heyLoyalty().add(Map.of("email", pair.foundEmail())));
    }

    private static void assertWithdrawn(Pair pair) {
        assertThat(newsletter(pair.linkedNumber())).isEqualTo(Newsletter.NO);
        assertThat(newsletter(pair.foundNumber())).isEqualTo(Newsletter.NO);
        assertThat(world.heyLoyalty().membersByEmail("kær" + round + "@example.dk"))
                .noneMatch(HeyLoyaltyMember::isActive);
        run();
        resetCalls();
        run();
        assertThat(world.heyLoyalty().calls().entries())
                .noneMatch(call -> !call.method().equals("GET"));
        assertThat(world.businessCentral().calls().entries())
                .noneMatch(call -> call.method().equals("PATCH"));
    }

    private static Newsletter newsletter(String number) {
        return world.businessCentral().member(number).orElseThrow().newsletter();
    }

    private static SyncRun.Report run() {
        return world.bean(SyncRun.class).run();
    }

    private static void resetCalls() {
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();
    }
}
