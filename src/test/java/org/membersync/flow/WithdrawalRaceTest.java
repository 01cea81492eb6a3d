package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.membersync.demo.Acts;
import org.membersync.demo.CallLog;
import org.membersync.demo.WebhookOptions;
import org.membersync.demo.WebhookOrder;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;
import org.membersync.operation.SyncRun;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/**
 * Somebody unsubscribes in HeyLoyalty while Business Central changes their address: at each moment between two calls, and
 * whatever becomes of the webhooks, they are off the list afterwards and Business Central says no (behaviour I2, I4, O5,
 * quality P1, P2).
 *
 * <p>HeyLoyalty subscribes whoever is updated, so an unsubscription right before our own update leaves no trace on the list:
 * at that moment only its webhook tells of it, and there it is never lost here.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WithdrawalRaceTest {

    private static final String PASSWORD = "made-up-webhook-password";
    private static final MutableClock CLOCK = new MutableClock(Instant.now());

    private static World world;
    private static List<Moment> moments;

    /** Right before that call of one side. */
    record Moment(boolean heyLoyalty, long number, String kind) {

        Acts acts() {
            return heyLoyalty
                    ? world.heyLoyalty().acts()
                    : world.businessCentral().acts();
        }

        /** Whether the update that follows subscribes the person again. */
        boolean crossesUpdate() {
            return kind.equals("member.patch");
        }
    }

    /** What becomes of the webhooks. */
    enum Webhook {
        LOST,
        /** There before the call that follows the unsubscription. */
        AT_ONCE,
        /** After the run, newest first. */
        LATE,
        DOUBLED
    }

    private static final Set<Webhook> TELLING = EnumSet.complementOf(EnumSet.of(Webhook.LOST));

    /** One race; each has a person of its own. */
    record Race(int round, Moment moment, Webhook webhook, Duration pause) {

        @Override
        public String toString() {
            return "before call " + moment.number() + " of " + (moment.heyLoyalty() ? "HeyLoyalty" : "Business Central")
                    + " (" + moment.kind() + "), webhook " + webhook + ", " + pause.toSeconds() + " s later";
        }
    }

    @BeforeAll
    static void runWithoutRace() {
        world = World.empty(CLOCK)
                .with("membersync.members.workers", "1")
                .with("membersync.heyloyalty.page-size", "20")
                .with("membersync.business-central.overlap", "1s")
                .with("membersync.business-central.requests-per-5-minutes", "1000000")
                .with("membersync.webhooks.password", PASSWORD)
                .start();
        world.heyLoyalty().watchConsent(email -> false);
        String port = world.program().getEnvironment().getProperty("local.server.port");
        world.heyLoyalty()
                .addWebhook(
                        "http://127.0.0.1:" + port + "/webhooks/heyloyalty",
                        List.of("subscribe", "update", "unsubscribe"));
        world.heyLoyalty()
                .sendWebhooks(WebhookOptions.basic("heyloyalty", PASSWORD).sentByHand());
        world.eligible(name(0));
        run();
        changeAddress(0);
        run();
        run();
        assertThat(entry(0).field("address").text()).isEqualTo("Søndergade 0");
        moments = new ArrayList<>();
        moments.addAll(moments(true, world.heyLoyalty().calls()));
        moments.addAll(moments(false, world.businessCentral().calls()));
        assertThat(moments).extracting(Moment::kind).contains("members.list", "member.read", "member.patch");
        races().forEach(race -> world.eligible(name(race.round())));
        run();
        world.heyLoyalty().loseWebhooks();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    static Stream<Race> races() {
        List<Race> races = new ArrayList<>();
        for (Moment moment : moments) {
            for (Webhook webhook : moment.crossesUpdate() ? TELLING : EnumSet.allOf(Webhook.class)) {
                for (Duration pause : List.of(Duration.ZERO, Duration.ofSeconds(2))) {
                    races.add(new Race(races.size() + 1, moment, webhook, pause));
                }
            }
        }
        return races.stream();
    }

    @ParameterizedTest
    @MethodSource("races")
    void staysUnsubscribedOnBothSides(Race race) {
        changeAddress(race.round());
        race.moment().acts().beforeCall(race.moment().number(), () -> {
            CLOCK.advance(race.pause());
            world.heyLoyalty().unsubscribe(entry(race.round()).id());
            if (race.webhook() == Webhook.AT_ONCE) {
                deliver(WebhookOrder.AS_SENT);
            }
        });

        run();
        if (race.moment().crossesUpdate()) {
            assertThat(world.heyLoyalty().violations())
                    .as("what nobody could know")
                    .hasSize(1);
            world.heyLoyalty().clearViolations();
        }
        if (race.webhook() == Webhook.LATE) {
            deliver(WebhookOrder.REVERSED);
        }
        run();
        assertThat(race.moment().acts().waiting()).as("the moment came").isZero();
        if (race.webhook() == Webhook.LOST) {
            world.heyLoyalty().loseWebhooks();
        } else {
            deliver(WebhookOrder.DOUBLED);
        }
        run();

        assertThat(world.businessCentral()
                        .membersByEmail(email(race.round()))
                        .get(0)
                        .newsletter())
                .isEqualTo(Newsletter.NO);
        assertThat(entry(race.round()).isActive()).isFalse();
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.parked()).isEmpty();
        assertSilent();
    }

    private static void changeAddress(int round) {
        CLOCK.advance(Duration.ofMinutes(11));
        run();
        world.businessCentral()
                .change(
                        world.businessCentral()
                                .membersByEmail(email(round))
                                .get(0)
                                .number(),
                        fields -> fields.address("Søndergade " + round));
        resetCalls();
    }

    private static List<Moment> moments(boolean heyLoyalty, CallLog calls) {
        assertThat(calls.entries()).isNotEmpty();
        return calls.entries().stream()
                .map(call -> new Moment(heyLoyalty, call.number(), call.kind()))
                .toList();
    }

    private static void deliver(WebhookOrder order) {
        int waiting = world.heyLoyalty().waitingWebhooks();
        int sent = order == WebhookOrder.DOUBLED ? 2 * waiting : waiting;
        assertThat(world.heyLoyalty().deliverWebhooks(order)).isEqualTo(sent);
    }

    private static HeyLoyaltyMember entry(int round) {
        List<HeyLoyaltyMember> entries = world.heyLoyalty().membersByEmail(email(round));
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static void assertSilent() {
        run();
        resetCalls();
        run();
        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
        assertThat(world.businessCentral().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
        assertThat(world.queue().values()).containsOnly(0L);
    }

    private static String name(int round) {
        return "Åse" + round;
    }

    private static String email(int round) {
        return name(round).toLowerCase(Locale.ROOT) + "@example.dk";
    }

    private static void run() {
        world.bean(SyncRun.class).run();
    }

    private static void resetCalls() {
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();
    }
}
