package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.membersync.demo.CallLog;
import org.membersync.demo.Faults;
import org.membersync.heyloyalty.ListCache;
import org.membersync.operation.SyncRun;
import org.membersync.state.Failures;
import org.membersync.state.Failures.Failure;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/**
 * One run over {@link TenMembers}, again and again, each time with one fault at one call: whatever goes wrong, the next run
 * ends where a clean one does (behaviour L1 to L4, quality P1 to P4, P6). The three most dangerous faults meet every single
 * call; the others meet the first call of each kind, because that is where the program can tell them apart.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FaultAtEveryCallTest {

    private static final Set<Trouble> DANGEROUS = EnumSet.of(Trouble.RESET_AFTER, Trouble.UNAVAILABLE, Trouble.CUT);
    /** They take seconds, so of the reads they meet only the first of each side. */
    private static final Set<Trouble> WAITED_FOR = EnumSet.of(Trouble.SLOW, Trouble.TOO_MANY_FOR_A_SECOND);

    /** Longer than the list's overlap, so that what earlier rounds left there is not read again and again. */
    private static final Duration A_WHILE = Duration.ofMinutes(11);

    /** Longer than a change waits for its next try. */
    private static final Duration A_MINUTE = Duration.ofSeconds(61);

    /** Starts long ago, so that it never passes the date that the simulators answer with: a row from the future is read again. */
    private static final MutableClock CLOCK = new MutableClock(Instant.now().minus(Duration.ofDays(15)));

    private static World world;
    private static Map<String, List<String>> cleanOutcome;
    private static List<Call> cleanCalls;
    private static final Deque<TenMembers> ROUNDS = new ArrayDeque<>();

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

    /** A call of the clean run. */
    record Call(Side side, long number, String method, String kind) {

        boolean isRead() {
            return method.equals("GET");
        }
    }

    /** What goes wrong where. */
    record Script(Call call, Trouble trouble) {

        @Override
        public String toString() {
            return trouble + " at call " + call.number() + " of " + call.side() + " (" + call.kind() + ")";
        }
    }

    @BeforeAll
    static void runCleanOnce() {
        world = World.empty(CLOCK)
                .with("membersync.members.workers", "1")
                .with("membersync.heyloyalty.page-size", "20")
                // The clock goes on by days, and everybody who joined would be read again.
                .with("membersync.business-central.consent-sweep", "31d")
                .with("membersync.business-central.overlap", "1s")
                .with("membersync.business-central.requests-per-5-minutes", "1000000")
                .with("camel.component.http.response-timeout", String.valueOf(Trouble.RESPONSE_TIMEOUT.toMillis()))
                .start();
        world.heyLoyalty().watchConsent(TenMembers::mayBeSubscribed);
        TenMembers clean = prepared(List.of(new TenMembers(world, 0))).get(0);
        change(clean);
        run();
        cleanOutcome = clean.outcome();
        cleanCalls = new ArrayList<>();
        Arrays.stream(Side.values()).forEach(side -> side.calls()
                .entries()
                .forEach(entry -> cleanCalls.add(new Call(side, entry.number(), entry.method(), entry.kind()))));
        List<TenMembers> all = new ArrayList<>();
        int rounds = scripts().size() + Trouble.values().length;
        for (int round = 1; round <= rounds; round++) {
            all.add(new TenMembers(world, round));
        }
        ROUNDS.addAll(prepared(all));
        // What so many who joined at once left behind is read for the last time.
        CLOCK.advance(A_WHILE);
        run();
        CLOCK.advance(A_WHILE);
        run();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    static List<Script> scripts() {
        List<Script> scripts = new ArrayList<>();
        for (Call call : cleanCalls) {
            for (Trouble trouble : troubles(call)) {
                scripts.add(new Script(call, trouble));
            }
        }
        return scripts;
    }

    private static Set<Trouble> troubles(Call call) {
        if (!call.equals(first(other -> other.kind().equals(call.kind()), call.side()))) {
            return DANGEROUS;
        }
        Set<Trouble> troubles = EnumSet.allOf(Trouble.class);
        if (call.isRead() && !call.equals(first(Call::isRead, call.side()))) {
            troubles.removeAll(WAITED_FOR);
        }
        return troubles;
    }

    private static Call first(Predicate<Call> which, Side side) {
        return cleanCalls.stream()
                .filter(call -> call.side() == side)
                .filter(which)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void endsWhereACleanRunEnds(Script script) {
        TenMembers ten = ROUNDS.remove();
        change(ten);
        script.call()
                .side()
                .faults()
                .onCall(script.call().number(), script.trouble().fault());

        run();

        awaitMet(script.call().side(), call -> call.number() == script.call().number());
        assertRecovers(ten);
    }

    @ParameterizedTest
    @EnumSource
    void endsWhereACleanRunEndsWhenTheTokenCannotBeHad(Trouble trouble) {
        TenMembers ten = ROUNDS.remove();
        change(ten);
        world.businessCentral().expireTokens();
        world.businessCentral().faults().next("oauth2", trouble.fault());

        run();
        run();

        awaitMet(Side.BUSINESS_CENTRAL, call -> call.path().contains("oauth2"));
        assertRecovers(ten);
    }

    /** A slow call is logged when it ends, which is after its caller gave up. */
    private static void awaitMet(Side side, Predicate<CallLog.Entry> faulty) {
        Awaitility.await("the fault is met").atMost(Duration.ofSeconds(10)).until(() -> side.calls().entries().stream()
                .anyMatch(faulty));
    }

    private static void assertRecovers(TenMembers ten) {
        Arrays.stream(Side.values()).forEach(side -> side.faults().clear());
        assertThat(world.parked()).extracting(Failure::reason).doesNotContain("internal-error");
        ten.parked()
                .filter(failure -> !failure.reason().equals("unmapped-value"))
                .map(Failure::id)
                .toList()
                .forEach(id -> world.bean(Failures.class).replay(id, "operator"));
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            CLOCK.advance(A_MINUTE);
            return run().waiting() == 0;
        });

        assertThat(ten.outcome()).isEqualTo(cleanOutcome);
        assertThat(world.heyLoyalty().violations()).isEmpty();
        // Each run reads a page of the list, and a withdrawal comes back in Business Central's feed once.
        assertThat(calls(Side.HEYLOYALTY)).isLessThanOrEqualTo(cleanCalls(Side.HEYLOYALTY) + 14);
        assertThat(calls(Side.BUSINESS_CENTRAL)).isLessThanOrEqualTo(cleanCalls(Side.BUSINESS_CENTRAL) + 25);
        assertSilent();
    }

    private static void assertSilent() {
        resetCalls();
        run();
        assertThat(Side.HEYLOYALTY.calls().entries())
                .noneMatch(call -> !call.method().equals("GET"));
        assertThat(world.queue().values()).containsOnly(0L);
    }

    private static List<TenMembers> prepared(List<TenMembers> rounds) {
        rounds.forEach(TenMembers::join);
        run();
        rounds.forEach(TenMembers::sayNo);
        run();
        return rounds;
    }

    /** The list is read again in each round, so that this call meets its faults too. */
    private static void change(TenMembers ten) {
        CLOCK.advance(A_WHILE);
        world.poll();
        ten.change();
        world.bean(ListCache.class).forget();
        resetCalls();
    }

    private static SyncRun.Report run() {
        return world.bean(SyncRun.class).run();
    }

    private static void resetCalls() {
        Arrays.stream(Side.values()).forEach(side -> side.calls().reset());
    }

    private static long calls(Side side) {
        return side.calls().total();
    }

    private static long cleanCalls(Side side) {
        return cleanCalls.stream().filter(call -> call.side() == side).count();
    }
}
