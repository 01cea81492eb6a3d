package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.membersync.member.FieldValue;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.operation.SyncRun;
import org.membersync.state.ConsentSweep;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** What no feed of Business Central shows is found within the consent sweep's time (behaviour O1). */
class ConsentSweepFlowTest {

    private static final Duration SWEEP = Duration.ofSeconds(2);

    private static World world;
    private static MutableClock clock;

    @BeforeAll
    static void startWorld() {
        clock = new MutableClock(Instant.now());
        world = World.empty()
                .with("membersync.business-central.consent-sweep", SWEEP.toSeconds() + "s")
                .withClock(clock)
                .start();
    }

    @AfterEach
    void checkConsent() {
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.parked()).isEmpty();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @Test
    void findsAConsentThatWasWithdrawnAndOneThatWasGivenAgain() {
        String ada = world.eligible("Ada");
        run();
        world.businessCentral().consent(ada, GdprApproval.REJECTED);
        run();
        assertThat(entries("ada")).singleElement().matches(HeyLoyaltyMember::isActive);

        sweep();
        assertThat(entries("ada")).extracting(HeyLoyaltyMember::status).containsExactly(Status.UNSUBSCRIBED);

        world.businessCentral().consent(ada, GdprApproval.ACCEPTED);
        sweep();
        assertThat(entries("ada"))
                .extracting(HeyLoyaltyMember::status)
                .containsExactly(Status.UNSUBSCRIBED, Status.ACTIVE);
    }

    @Test
    void findsADeletedAttribute() {
        String bodil = world.eligible("Bodil");
        world.businessCentral().attribute(bodil, "SPORT", "HANDBALL");
        run();
        world.businessCentral().deleteAttribute(bodil, "SPORT");
        run();
        assertThat(entries("bodil").get(0).field("favourite_sport")).isEqualTo(FieldValue.of("31981"));

        sweep();

        assertThat(entries("bodil").get(0).field("favourite_sport")).isEqualTo(FieldValue.of("31990"));
    }

    @Test
    void findsADeletedMember() {
        String carl = world.eligible("Carl");
        run();
        String entry = entries("carl").get(0).id();
        world.businessCentral().delete(carl);
        run();
        assertThat(world.heyLoyalty().isErased(entry)).isFalse();

        sweep();

        assertThat(world.heyLoyalty().isErased(entry)).isTrue();
    }

    @Test
    void writesNothingForThoseWhoDidNotChange() {
        world.eligible("Dagny");
        run();
        sweep();
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();

        sweep();

        assertThat(world.businessCentral().calls().count("member.read")).isPositive();
        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
    }

    @Test
    void readsNobodyTwiceWithinItsTime() {
        world.eligible("Ebbe");
        run();
        sweep();
        world.businessCentral().calls().reset();

        world.bean(ConsentSweep.class).step();
        run();

        assertThat(world.businessCentral().calls().count("member.read")).isZero();
    }

    private static void run() {
        assertThat(world.bean(SyncRun.class).run().waiting()).isZero();
    }

    private static void sweep() {
        clock.advance(SWEEP);
        assertThat(world.bean(ConsentSweep.class).step()).isPositive();
        run();
    }

    private static List<HeyLoyaltyMember> entries(String name) {
        return world.heyLoyalty().membersByEmail(name + "@example.dk");
    }
}
