package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.membersync.decision.Direction;
import org.membersync.demo.CallLog;
import org.membersync.demo.Faults;
import org.membersync.heyloyalty.WebhookNotice;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.operation.SyncRun;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.WebhookInbox;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/**
 * Two tickets are sold, one to somebody nobody knows and one to somebody on the list, again and again, each time with one
 * fault at one call: afterwards everything is as without it (behaviour B, L1 to L4, quality P1, P6).
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BookingFaultTest {

    private static final Set<Trouble> DANGEROUS = EnumSet.of(Trouble.RESET_AFTER, Trouble.UNAVAILABLE, Trouble.CUT);
    private static final Set<Trouble> WAITED_FOR = EnumSet.of(Trouble.SLOW, Trouble.TOO_MANY_FOR_A_SECOND);
    private static final MutableClock CLOCK = new MutableClock(Instant.now().minus(Duration.ofDays(15)));
    private static final List<CallLog.Entry> LIST_CALLS = new ArrayList<>();
    private static final List<CallLog.Entry> MEMBER_CALLS = new ArrayList<>();
    private static final Deque<String> EXISTING = new ArrayDeque<>();

    @TempDir
    private static Path mappings;

    private static World world;
    private static TicketOffice office;
    private static int round;

    /** What goes wrong where. */
    record Script(boolean list, CallLog.Entry call, Trouble trouble) {

        @Override
        public String toString() {
            return trouble + " at call " + call.number() + " (" + call.kind() + ")";
        }
    }

    @BeforeAll
    static void sellWithoutTrouble() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("mappings"))) {
            for (Path file : files.toList()) {
                Files.copy(file, mappings.resolve(file.getFileName()));
            }
        }
        Path booking = mappings.resolve("heybooking.yaml");
        Files.writeString(
                booking, Files.readString(booking) + "notificationList: { heyloyalty: ticket_news, option: \"7\" }\n");
        world = TicketOffice.open(World.empty(CLOCK))
                .with("membersync.mappings", mappings.toString())
                .with("membersync.members.workers", "1")
                .with("membersync.members.default-membership-item", "MM-SILVER")
                .with("membersync.business-central.requests-per-5-minutes", "1000000")
                .with("camel.component.http.response-timeout", String.valueOf(Trouble.RESPONSE_TIMEOUT.toMillis()))
                .start();
        world.heyLoyalty().addField("ticket_news", "multi", "Ticket news", Map.of("7", "Tickets", "8", "Shows"));
        world.heyLoyalty().watchConsent(email -> false);
        office = new TicketOffice(world);
        world.bean(SyncRun.class).run();
        begin();
        work();
        LIST_CALLS.addAll(world.heyLoyalty().calls().entries());
        MEMBER_CALLS.addAll(world.businessCentral().calls().entries());
        assertSold();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    static List<Script> scripts() {
        List<Script> scripts = new ArrayList<>();
        add(scripts, true, LIST_CALLS);
        add(scripts, false, MEMBER_CALLS);
        return scripts;
    }

    private static void add(List<Script> scripts, boolean list, List<CallLog.Entry> calls) {
        for (CallLog.Entry call : calls) {
            boolean first = calls.stream()
                    .filter(other -> other.kind().equals(call.kind()))
                    .findFirst()
                    .orElseThrow()
                    .equals(call);
            Set<Trouble> troubles = first ? EnumSet.allOf(Trouble.class) : EnumSet.copyOf(DANGEROUS);
            if (!call.kind().equals("booking.import") && !call.kind().equals("member.create")) {
                troubles.removeAll(WAITED_FOR);
            }
            troubles.forEach(trouble -> scripts.add(new Script(list, call, trouble)));
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void everythingIsAsWithoutTheFault(Script script) {
        begin();
        faults(script).onCall(script.call().number(), script.trouble().fault());
        work();
        world.heyLoyalty().faults().clear();
        world.businessCentral().faults().clear();

        assertThat(world.parked()).extracting(Failures.Failure::reason).doesNotContain("internal-error");
        world.parked().forEach(failure -> world.bean(Failures.class).replay(failure.id(), "operator"));
        for (int again = 0; again < 2; again++) {
            CLOCK.advance(Duration.ofSeconds(61));
            work();
        }

        assertSold();
        awaitMet(script);
        world.heyLoyalty().calls().reset();
        world.bean(SyncRun.class).run();
        assertThat(world.businessCentral().membersByEmail(newcomer())).isEmpty();
        assertThat(world.heyLoyalty().calls().entries())
                .extracting(CallLog.Entry::method)
                .containsOnly("GET");
        assertThat(world.queue().values()).containsOnly(0L);
    }

    @Test
    void whoeverUnsubscribesBetweenLookUpAndWriteIsLeftAlone() {
        begin();
        String entry = EXISTING.peek();
        world.heyLoyalty().acts().beforeNext("GET .*members/" + entry, () -> world.heyLoyalty()
                .unsubscribe(entry));
        work();

        assertThat(world.heyLoyalty().acts().waiting()).isZero();
        assertThat(world.heyLoyalty().member(entry).orElseThrow().status()).isEqualTo(Status.UNSUBSCRIBED);
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    @Test
    void aNoThatCrossedTheWriteIsPutRightWhenHeyLoyaltyTellsOfIt() {
        begin();
        String linked = EXISTING.peek();
        assertPutRight(linked);

        String made = world.heyLoyalty().membersByEmail(newcomer()).get(0).id();
        world.heyLoyalty().edit(made, Map.of("ticket_news", "8"));
        CLOCK.advance(Duration.ofHours(1));
        office.sell(TicketOffice.ticket("M-" + round, newcomer()));
        assertPutRight(made);
    }

    private static void assertPutRight(String entry) {
        world.heyLoyalty().acts().beforeNext("PATCH .*members/" + entry, () -> world.heyLoyalty()
                .unsubscribe(entry));
        work();
        assertThat(world.heyLoyalty().acts().waiting()).isZero();
        world.heyLoyalty().clearViolations();
        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive())
                .as("HeyLoyalty re-activates whom it updates")
                .isTrue();

        CLOCK.advance(Duration.ofSeconds(1));
        world.bean(WebhookInbox.class).store(new WebhookNotice("unsubscribe", entry, "1717", CLOCK.instant()), "{}");
        work();
        work();

        assertThat(world.heyLoyalty().member(entry).orElseThrow().status()).isEqualTo(Status.UNSUBSCRIBED);
        world.bean(ChangeQueue.class).dueNow(Direction.INBOUND, entry, "list");
        work();
        assertThat(world.heyLoyalty().member(entry).orElseThrow().status()).isEqualTo(Status.UNSUBSCRIBED);
    }

    /** A slow call is logged when it ends, which is after its caller gave up. */
    private static void awaitMet(Script script) {
        CallLog log = script.list()
                ? world.heyLoyalty().calls()
                : world.businessCentral().calls();
        Awaitility.await("the fault is met").atMost(Duration.ofSeconds(10)).until(() -> log.entries().stream()
                .anyMatch(call -> call.number() == script.call().number()));
    }

    private static Faults faults(Script script) {
        return script.list()
                ? world.heyLoyalty().faults()
                : world.businessCentral().faults();
    }

    /** Sells a ticket to two persons of the round's own. */
    private static void begin() {
        round++;
        CLOCK.advance(Duration.ofMinutes(11));
        EXISTING.push(world.heyLoyalty().add(Map.of("email", "known" + round + "@example.dk", "firstname", "Kim")));
        // Who signed up becomes a member, whose membership goes to the list with the next run.
        world.bean(SyncRun.class).run();
        world.bean(SyncRun.class).run();
        world.businessCentral().expireTokens();
        world.bean(org.membersync.heyloyalty.ListCache.class).forget();
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();
        office.sell(
                TicketOffice.ticket("N-" + round, newcomer()),
                TicketOffice.ticket("K-" + round, "known" + round + "@example.dk"));
    }

    private static String newcomer() {
        return "new" + round + "@example.dk";
    }

    private static void assertSold() {
        List<HeyLoyaltyMember> made = world.heyLoyalty().membersByEmail(newcomer());
        assertThat(made).singleElement().satisfies(entry -> {
            assertThat(entry.isActive()).isTrue();
            assertThat(entry.field("firstname").text()).isEqualTo("Aase");
            assertThat(entry.field("ticket_news")).isEqualTo(FieldValue.of("7"));
        });
        HeyLoyaltyMember known = world.heyLoyalty().member(EXISTING.peek()).orElseThrow();
        assertThat(known.field("firstname").text()).isEqualTo("Kim");
        assertThat(known.field("ticket_news")).isEqualTo(FieldValue.of("7"));
        assertThat(world.heyLoyalty().bookings()).containsKeys("N-" + round + "_MAIN", "K-" + round + "_MAIN");
        assertThat(world.heyLoyalty().bookingErrors()).isEmpty();
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.parked()).isEmpty();
    }

    private static void work() {
        world.bean(SyncRun.class).workOff();
    }
}
