package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.membersync.support.AudienceWorld.CATS;
import static org.membersync.support.AudienceWorld.CATS_FIELD;
import static org.membersync.support.AudienceWorld.DOGS;
import static org.membersync.support.AudienceWorld.DOGS_FIELD;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.membersync.audience.AudienceLists;
import org.membersync.demo.CallLog;
import org.membersync.demo.Faults;
import org.membersync.state.Failures;
import org.membersync.support.AudienceWorld;
import org.membersync.support.World;

/** One fault at every call of a run of audiences: the next runs end where a clean one does (behaviour L1 to L4, A3 to A5). */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class AudienceFaultTest {

    /** They take a second each, so one call of each kind is enough. */
    private static final Set<Trouble> WAITED_FOR = EnumSet.of(Trouble.SLOW, Trouble.TOO_MANY_FOR_A_SECOND);

    @TempDir
    private static Path folder;

    private static final int MOST_ROUNDS = 250;

    private static AudienceWorld audiences;
    private static World world;
    private static List<Call> calls;
    private static int round;

    /** A call of a clean run. @param anew whether the CDP had lost its place in the feed, so that snapshots are asked for */
    record Call(boolean cdp, boolean anew, long number, String kind) {

        CallLog log() {
            return cdp ? audiences.cdp().calls() : world.heyLoyalty().calls();
        }

        Faults faults() {
            return cdp ? audiences.cdp().faults() : world.heyLoyalty().faults();
        }
    }

    /** What goes wrong where. */
    record Script(Call call, Trouble trouble) {

        @Override
        public String toString() {
            return trouble + " at call " + call.number() + (call.cdp() ? " of the CDP (" : " of HeyLoyalty (")
                    + call.kind() + ")" + (call.anew() ? " with new snapshots" : "");
        }

        /** When the place in the feed is refused, the new snapshot does not name who entered and left meanwhile. */
        boolean losesThePlace() {
            boolean first = call.kind().equals("membership.changes") && call.number() == 1;
            return call.anew() || first && trouble == Trouble.CONFLICT;
        }
    }

    @BeforeAll
    static void runCleanOnce() {
        world = World.empty()
                .with("membersync.members.workers", "1")
                .with("membersync.retry.max-attempts", "20")
                .with("camel.component.http.response-timeout", String.valueOf(Trouble.RESPONSE_TIMEOUT.toMillis()));
        audiences = AudienceWorld.in(folder, world, Clock.systemUTC()).polled();
        // Whoever is on the list before the first run is not made a member.
        for (round = 1; round <= MOST_ROUNDS; round++) {
            world.heyLoyalty().add(Map.of("email", person("stays")));
            world.heyLoyalty().unsubscribe(world.heyLoyalty().add(Map.of("email", person("unsubscribed"))));
        }
        round = 0;
        world.heyLoyalty().watchConsent(email -> false);
        world.start();
        audiences.run();
        audiences.run();
        calls = new ArrayList<>();
        change(false);
        audiences.run();
        assertEnd("No");
        world.heyLoyalty()
                .calls()
                .entries()
                .forEach(call -> calls.add(new Call(false, false, call.number(), call.kind())));
        audiences.cdp().calls().entries().forEach(call -> calls.add(new Call(true, false, call.number(), call.kind())));
        change(true);
        audiences.run();
        assertEnd("");
        audiences
                .cdp()
                .calls()
                .entries("membership.snapshot")
                .forEach(call -> calls.add(new Call(true, true, call.number(), call.kind())));
        assertThat(calls)
                .extracting(Call::kind)
                .contains(
                        "list",
                        "list.patch",
                        "members.list",
                        "member.patch",
                        "membership.changes",
                        "membership.snapshot");
    }

    @AfterAll
    static void endWorld() {
        audiences.close();
    }

    static Stream<Script> scripts() {
        Set<String> waited = new HashSet<>();
        return calls.stream().flatMap(call -> {
            boolean first = waited.add(call.kind());
            return Stream.of(Trouble.values())
                    .filter(trouble -> first || !WAITED_FOR.contains(trouble))
                    .map(trouble -> new Script(call, trouble));
        });
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void endsWhereACleanRunEnds(Script script) {
        change(script.call().anew());
        script.call().faults().onCall(script.call().number(), script.trouble().fault());

        audiences.run();

        script.call().faults().clear();
        assertThat(world.parked()).extracting("reason").doesNotContain("internal-error");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    world.bean(Failures.class).replayAll("operator");
                    audiences.run();
                    assertEnd(script.losesThePlace() ? "" : "No");
                });
        // A slow answer ends after all else, maybe.
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> script.call().log().entries().stream()
                        .anyMatch(call -> call.number() == script.call().number()));
        world.heyLoyalty().calls().reset();
        audiences.run();
        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
    }

    /** One enters, one leaves, one is nobody on the list; and the field of an attribute is missing. */
    private static void change(boolean anew) {
        round++;
        audiences.cdp().enter(CATS, person("stays"));
        audiences.cdp().enter(DOGS, person("stays"));
        audiences.cdp().leave(DOGS, person("stays"));
        audiences.cdp().enter(CATS, person("unsubscribed"));
        audiences.cdp().enter(CATS, person("nobody"));
        if (anew) {
            audiences.cdp().forgetChanges();
        }
        world.heyLoyalty().removeField("cdp_value");
        forgetLists();
        world.heyLoyalty().calls().reset();
        audiences.cdp().calls().reset();
    }

    /** Has the list's fields read again, as they are after ten minutes. */
    private static void forgetLists() {
        world.bean(AudienceLists.class).forget();
    }

    private static void assertEnd(String dogs) {
        assertThat(audiences.shown(person("stays"), CATS_FIELD)).isEqualTo("In audience");
        assertThat(audiences.shown(person("stays"), DOGS_FIELD)).isEqualTo(dogs);
        assertThat(world.heyLoyalty().membersByEmail(person("nobody"))).isEmpty();
        assertThat(audiences.entry(person("unsubscribed")).isActive()).isFalse();
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.heyLoyalty().patchedFields()).allMatch(AudienceWorld.FIELDS::containsAll);
        assertThat(world.parked()).isEmpty();
        assertThat(world.queue().values()).containsOnly(0L);
    }

    private static String person(String name) {
        return name + round + "@example.dk";
    }
}
