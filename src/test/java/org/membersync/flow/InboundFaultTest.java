package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.membersync.demo.CallLog;
import org.membersync.demo.Faults;
import org.membersync.heyloyalty.ListCache;
import org.membersync.operation.SyncRun;
import org.membersync.state.Failures;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/**
 * Each {@link InboundScenario} again and again, each time with one fault at one call: two runs after the trouble is over both
 * sides hold the same, and nobody is there twice (behaviour I6, I7, L1 to L4, quality P1, P6). Every fault meets the first
 * call of each kind, and the three most dangerous ones meet every single call.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class InboundFaultTest {

    /** Longer than a reading of the list or of the catalog counts, so that these calls meet their faults too. */
    private static final Duration A_WHILE = Duration.ofMinutes(11);
    /** A creation whose answer was lost is not repeated before a minute is over. */
    private static final Duration A_MINUTE = Duration.ofSeconds(61);

    private static final Set<Trouble> DANGEROUS = EnumSet.of(Trouble.RESET_AFTER, Trouble.UNAVAILABLE, Trouble.CUT);
    /** They take seconds, so of the reads they meet only the first of each side. */
    private static final Set<Trouble> WAITED_FOR = EnumSet.of(Trouble.SLOW, Trouble.TOO_MANY_FOR_A_SECOND);

    /** Starts long ago, so that it never passes the date that the simulators answer with: a row from the future is read again. */
    private static final MutableClock CLOCK = new MutableClock(Instant.now().minus(Duration.ofDays(15)));

    private static final Map<InboundScenario, List<Place>> PLACES = new EnumMap<>(InboundScenario.class);

    private static final List<Script> NOT_MET = new ArrayList<>();

    private static World world;

    /** Which of the simulators. */
    enum Side {
        BUSINESS_CENTRAL,
        HEYLOYALTY;

        CallLog calls() {
            return this == HEYLOYALTY
                    ? world.heyLoyalty().calls()
                    : world.businessCentral().calls();
        }

        Faults faults() {
            return this == HEYLOYALTY
                    ? world.heyLoyalty().faults()
                    : world.businessCentral().faults();
        }
    }

    /** A call of the two clean runs; each round makes the same calls in the same order. */
    record Place(int run, Side side, long number, String method, String kind, boolean feed) {

        boolean isSameCall(Place other) {
            return side == other.side && number == other.number;
        }

        boolean isSameKind(Place other) {
            return side == other.side && kind.equals(other.kind);
        }

        boolean isRead() {
            return method.equals("GET") && !feed;
        }

        boolean isReadOfSameSide(Place other) {
            return side == other.side && other.isRead();
        }
    }

    /** What goes wrong where; each round has a person of its own. */
    record Script(int round, InboundScenario scenario, Place place, Trouble trouble) {

        @Override
        public String toString() {
            return scenario + ": " + trouble + " at call " + place.number() + " of " + place.side() + " ("
                    + place.kind() + ")";
        }
    }

    @BeforeAll
    static void runClean() {
        world = World.empty(CLOCK)
                .with("membersync.members.workers", "1")
                .with("membersync.members.default-membership-item", "MM-SILVER")
                // What earlier rounds left on the list is not read again and again.
                .with("membersync.heyloyalty.page-size", "20")
                .with("membersync.business-central.overlap", "1s")
                .with("membersync.business-central.requests-per-5-minutes", "1000000")
                .with("camel.component.http.response-timeout", String.valueOf(Trouble.RESPONSE_TIMEOUT.toMillis()))
                .start();
        world.heyLoyalty().watchConsent(email -> false);
        world.eligible("Først");
        run();
        for (InboundScenario scenario : InboundScenario.values()) {
            scenario.join(world, 0);
            run();
            begin(scenario, 0);
            run();
            List<Place> firstRun = places(List.of());
            run();
            scenario.assertCarriedOut(world, 0);
            PLACES.put(scenario, places(firstRun));
        }
        scripts().forEach(script -> script.scenario().join(world, script.round()));
        run();
    }

    @AfterAll
    static void endWorld() {
        world.close();
        assertThat(NOT_MET)
                .as("how many calls a round has depends on what the feeds read again, but few are left out")
                .hasSizeLessThanOrEqualTo((int) scripts().count() / 10);
    }

    /** A slow call is carried out and logged after its caller gave up. */
    private static boolean isMet(Place place) {
        try {
            Awaitility.await("the fault is met")
                    .atMost(Duration.ofSeconds(4))
                    .until(() ->
                            place.side().calls().entries().stream().anyMatch(call -> call.number() == place.number()));
            return true;
        } catch (ConditionTimeoutException fewerCalls) {
            return false;
        }
    }

    static Stream<Script> scripts() {
        List<Script> scripts = new ArrayList<>();
        PLACES.forEach((scenario, places) -> places.stream()
                // The feeds are met by another test.
                .filter(place -> !place.feed())
                .forEach(place -> troubles(places, place)
                        .forEach(trouble -> scripts.add(new Script(scripts.size() + 1, scenario, place, trouble)))));
        return scripts.stream();
    }

    private static Set<Trouble> troubles(List<Place> places, Place place) {
        if (!place.equals(places.stream().filter(place::isSameKind).findFirst().orElseThrow())) {
            return DANGEROUS;
        }
        Set<Trouble> troubles = EnumSet.allOf(Trouble.class);
        boolean laterRead = place.isRead()
                && !place.equals(places.stream()
                        .filter(place::isReadOfSameSide)
                        .findFirst()
                        .orElseThrow());
        if (laterRead) {
            troubles.removeAll(WAITED_FOR);
        }
        return troubles;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void bothSidesHoldTheSameAfterwards(Script script) {
        InboundScenario scenario = script.scenario();
        int memberships = begin(scenario, script.round());
        Place place = script.place();
        place.side().faults().onCall(place.number(), script.trouble().fault());
        for (int number = 1; number <= place.run(); number++) {
            run();
        }
        if (!isMet(place)) {
            NOT_MET.add(script);
        }

        place.side().faults().clear();
        assertThat(world.parked()).extracting(Failures.Failure::reason).doesNotContain("internal-error");
        world.parked().forEach(failure -> world.bean(Failures.class).replay(failure.id(), "operator"));
        for (int again = 0; again < 2; again++) {
            CLOCK.advance(A_MINUTE);
            run();
        }

        scenario.assertCarriedOut(world, script.round());
        assertThat(world.businessCentral().membershipCount())
                .isEqualTo(memberships + (scenario == InboundScenario.NEWCOMER ? 1 : 0));
        assertThat(world.parked()).isEmpty();
        assertThat(world.heyLoyalty().violations()).isEmpty();
        for (Side side : Side.values()) {
            assertThat(side.calls().total())
                    .as("calls of %s", side)
                    .isLessThanOrEqualTo(cleanCalls(scenario, side) + 30);
        }
        assertSilent();
    }

    /** Lets the round's person act, at a moment at which nothing that was read before counts any more. */
    private static int begin(InboundScenario scenario, int round) {
        CLOCK.advance(A_WHILE);
        world.poll();
        world.bean(ListCache.class).forget();
        scenario.act(world, round);
        resetCalls();
        return world.businessCentral().membershipCount();
    }

    /** The calls so far. */
    private static List<Place> places(List<Place> ofFirstRun) {
        List<Place> places = new ArrayList<>(ofFirstRun);
        for (Side side : Side.values()) {
            side.calls().entries().stream()
                    .map(call -> new Place(
                            ofFirstRun.isEmpty() ? 1 : 2,
                            side,
                            call.number(),
                            call.method(),
                            call.kind(),
                            call.kind().startsWith("odata") && call.query().contains("orderby")))
                    .filter(place -> ofFirstRun.stream().noneMatch(place::isSameCall))
                    .forEach(places::add);
        }
        return places;
    }

    private static long cleanCalls(InboundScenario scenario, Side side) {
        return PLACES.get(scenario).stream()
                .filter(place -> place.side() == side)
                .count();
    }

    private static void assertSilent() {
        resetCalls();
        run();
        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
        assertThat(world.businessCentral().calls().entries())
                .allMatch(call -> call.method().equals("GET") || call.path().endsWith("/token"));
        assertThat(world.queue().values()).containsOnly(0L);
    }

    private static void run() {
        world.bean(SyncRun.class).run();
    }

    private static void resetCalls() {
        Stream.of(Side.values()).forEach(side -> side.calls().reset());
    }
}
