package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.membersync.demo.CallLog;
import org.membersync.demo.WebhookOptions;
import org.membersync.demo.WebhookOrder;
import org.membersync.heyloyalty.Webhooks;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.operation.SyncRun;
import org.membersync.state.Links;
import org.membersync.support.MutableClock;
import org.membersync.support.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Webhooks of every kind that arrive doubled, late and in another order: what both sides hold afterwards depends on what
 * HeyLoyalty's list really holds, and nothing undoes it (behaviour I1, I3, I4).
 */
class WebhookDisorderTest {

    private static final String PASSWORD = "made-up-webhook-password";
    private static final MutableClock CLOCK = new MutableClock(Instant.now());

    private static World world;
    private static int rounds;

    /** How the webhooks arrive. */
    enum Disorder {
        /** Each twice, before anything was worked on. */
        DOUBLED(WebhookOrder.DOUBLED),
        REVERSED(WebhookOrder.REVERSED),
        SHUFFLED(WebhookOrder.SHUFFLED),
        /** A day after the list was polled and all was worked on, and once more after that. */
        A_DAY_LATE(WebhookOrder.AS_SENT),
        A_DAY_LATE_AND_REVERSED(WebhookOrder.REVERSED);

        private final WebhookOrder order;

        Disorder(WebhookOrder order) {
            this.order = order;
        }

        boolean isLate() {
            return name().startsWith("A_DAY_LATE");
        }
    }

    /** What people do in HeyLoyalty, who change their address a few times before; and the webhooks of it. */
    enum Event {
        SUBSCRIBE("subscribe", "update", "update", "update") {
            @Override
            void act(Round round) {
                round.subscribe();
                round.moveAround();
            }

            @Override
            void assertEnd(Round round) {
                round.assertActive("Nørregade 3");
                assertThat(round.member().memberships()).hasSize(1);
            }
        },
        SUBSCRIBE_AGAIN("update", "update", "update", "unsubscribe", "subscribe") {
            @Override
            void act(Round round) {
                round.moveAround();
                world.heyLoyalty().unsubscribe(round.entry);
                round.pause();
                world.heyLoyalty().resubscribe(round.entry);
                round.pause();
            }

            @Override
            void assertEnd(Round round) {
                round.assertActive("Nørregade 3");
            }
        },
        UPDATE("update", "update", "update", "update") {
            @Override
            void act(Round round) {
                round.move("Nørregade 0");
                round.moveAround();
            }

            @Override
            void assertEnd(Round round) {
                round.assertActive("Nørregade 3");
            }
        },
        UNSUBSCRIBE("update", "update", "update", "unsubscribe") {
            @Override
            void act(Round round) {
                round.moveAround();
                world.heyLoyalty().unsubscribe(round.entry);
            }

            @Override
            void assertEnd(Round round) {
                round.assertWithdrawn();
            }
        },
        SPAM_COMPLAINT("update", "update", "update", "spamComplaint") {
            @Override
            void act(Round round) {
                round.moveAround();
                world.heyLoyalty().emailStatus(round.entry, "complaint");
            }

            @Override
            void assertEnd(Round round) {
                round.assertWithdrawn();
            }
        },
        HARD_BOUNCE("update", "update", "update", "hardbounce") {
            @Override
            void act(Round round) {
                round.moveAround();
                world.heyLoyalty().emailStatus(round.entry, "hard_bounce");
            }

            @Override
            void assertEnd(Round round) {
                round.assertActive("Nørregade 3");
                assertThat(world.bean(Links.class).emailStatus(round.member().id()))
                        .isEqualTo(EmailStatus.HARD_BOUNCE);
            }
        },
        ANONYMISED("update", "update", "update", "anonymized") {
            @Override
            void act(Round round) {
                round.moveAround();
                world.heyLoyalty().erase(round.entry);
            }

            @Override
            void assertEnd(Round round) {
                round.assertWithdrawn();
                assertThat(world.bean(Links.class).findByHeyLoyaltyId(round.entry))
                        .as("unlinked")
                        .isEmpty();
                assertThat(round.received())
                        .as("what webhooks told of the person is forgotten")
                        .isEmpty();
            }
        };

        private final List<String> types;

        Event(String... types) {
            this.types = List.of(types);
        }

        abstract void act(Round round);

        abstract void assertEnd(Round round);
    }

    @BeforeAll
    static void makeWorld() {
        world = World.empty(CLOCK)
                .with("membersync.heyloyalty.page-size", "20")
                .with("membersync.business-central.overlap", "1s")
                .with("membersync.business-central.requests-per-5-minutes", "1000000")
                .with("membersync.members.default-membership-item", "MM-SILVER")
                .with("membersync.webhooks.password", PASSWORD)
                .start();
        String port = world.program().getEnvironment().getProperty("local.server.port");
        world.heyLoyalty().addWebhook("http://127.0.0.1:" + port + "/webhooks/heyloyalty", Webhooks.TRIGGERS);
        world.heyLoyalty()
                .sendWebhooks(WebhookOptions.basic("heyloyalty", PASSWORD).sentByHand());
        world.heyLoyalty().watchConsent(email -> false);
        run();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    static Stream<Arguments> eventsAndDisorders() {
        return Arrays.stream(Event.values())
                .flatMap(event -> Arrays.stream(Disorder.values()).map(disorder -> Arguments.of(event, disorder)));
    }

    @ParameterizedTest
    @MethodSource("eventsAndDisorders")
    void endsAsTheListReallyIs(Event event, Disorder disorder) {
        Round round = new Round(disorder.isLate());
        if (event != Event.SUBSCRIBE) {
            round.join();
        }
        world.heyLoyalty().loseWebhooks();

        event.act(round);
        if (disorder.isLate()) {
            run();
            CLOCK.advance(Duration.ofDays(1));
            run();
        }
        deliver(disorder.order);
        assertThat(round.received()).as("types that came in").containsAll(event.types);
        world.work();
        if (disorder.isLate()) {
            deliver(disorder.order);
        }
        rest();

        event.assertEnd(round);
        assertSilent();
        event.assertEnd(round);
    }

    /** One person. */
    private static final class Round {

        private final String name = "Åse" + ++rounds;
        private final boolean polled;
        private String entry;

        /** @param polled whether the list is polled after each thing that they do */
        Round(boolean polled) {
            this.polled = polled;
        }

        void join() {
            world.eligible(name);
            run();
            entry = entries().get(0).id();
            CLOCK.advance(Duration.ofHours(1));
            run();
        }

        void subscribe() {
            entry = world.heyLoyalty().add(Map.of("email", email(), "firstname", name, "lastname", "Ærø"));
            pause();
        }

        void moveAround() {
            move("Nørregade 1");
            move("Nørregade 2");
            move("Nørregade 3");
        }

        void move(String address) {
            world.heyLoyalty().edit(entry, Map.of("address", address));
            pause();
        }

        void pause() {
            CLOCK.advance(Duration.ofSeconds(30));
            if (polled) {
                run();
            }
        }

        List<String> received() {
            return world.bean(JdbcClient.class)
                    .sql("SELECT event_type FROM webhook_request WHERE member_ref = :entry")
                    .param("entry", entry)
                    .query(String.class)
                    .list();
        }

        private String email() {
            return name.toLowerCase(Locale.ROOT) + "@example.dk";
        }

        private List<HeyLoyaltyMember> entries() {
            return world.heyLoyalty().membersByEmail(email());
        }

        Member member() {
            List<Member> members = world.businessCentral().membersByEmail(email());
            assertThat(members).as("members").hasSize(1);
            return members.get(0);
        }

        void assertActive(String address) {
            HeyLoyaltyMember listed = world.heyLoyalty().member(entry).orElseThrow();
            assertThat(entries()).as("entries").hasSize(1);
            assertThat(listed.isActive()).isTrue();
            assertThat(listed.field("address").text()).isEqualTo(address);
            assertThat(member().newsletter()).isEqualTo(Newsletter.YES);
            assertThat(member().address()).isEqualTo(address);
        }

        void assertWithdrawn() {
            assertThat(member().newsletter()).isEqualTo(Newsletter.NO);
            assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive())
                    .isFalse();
            assertThat(entries()).as("entries").noneMatch(HeyLoyaltyMember::isActive);
        }
    }

    private static void deliver(WebhookOrder order) {
        int waiting = world.heyLoyalty().waitingWebhooks();
        int sent = order == WebhookOrder.DOUBLED ? 2 * waiting : waiting;
        assertThat(world.heyLoyalty().deliverWebhooks(order)).as("were taken").isEqualTo(sent);
    }

    private static void rest() {
        for (int i = 0; i < 3; i++) {
            CLOCK.advance(Duration.ofMinutes(1));
            run();
        }
        assertThat(world.queue().values()).containsOnly(0L);
        assertThat(world.parked()).isEmpty();
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    private static void assertSilent() {
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();
        run();
        run();
        assertThat(Stream.of(world.heyLoyalty().calls(), world.businessCentral().calls())
                        .map(CallLog::entries)
                        .flatMap(List::stream)
                        .filter(call -> !call.path().endsWith("/token")))
                .allMatch(call -> call.method().equals("GET"));
    }

    private static void run() {
        world.bean(SyncRun.class).run();
    }
}
