package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.membersync.demo.Acts;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.operation.SyncRun;
import org.membersync.support.MutableClock;
import org.membersync.support.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A process stands still while its write is on its way, another one takes the turn over and ends it with a newer state, and
 * then the write arrives: it is mended, and nothing of it counts as what the person did (behaviour I9, L4, quality P1).
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LateWriteFlowTest {

    private static final String EMAIL = "åse@example.dk";
    private static final String PATCH = "PATCH .*/members?[/(]";

    private final MutableClock clock = new MutableClock(Instant.now().minus(Duration.ofDays(1)));
    private World world;
    private String number;

    @BeforeEach
    void joinAndRest() {
        world = World.empty(clock).start();
        number = world.eligible("Åse");
        run();
        run();
        assertThat(entry().isActive()).isTrue();
    }

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void anOlderAddressInHeyLoyaltyIsReplacedAndNotCarriedBack() {
        moveInBusinessCentral("Første Gade 1");
        whenOvertakenAt(world.heyLoyalty().acts(), () -> moveInBusinessCentral("Anden Gade 2"));

        assertBothHold("Anden Gade 2");
    }

    @Test
    void anOlderAddressInBusinessCentralIsReplacedAndNotCarriedBack() {
        moveInHeyLoyalty("Første Gade 1");
        whenOvertakenAt(world.businessCentral().acts(), () -> moveInHeyLoyalty("Anden Gade 2"));

        assertBothHold("Anden Gade 2");
    }

    @Test
    void anUpdateThatReactivatesSomebodyWhoUnsubscribedMeanwhileIsUndone() {
        moveInBusinessCentral("Første Gade 1");
        whenOvertakenAt(world.heyLoyalty().acts(), () -> world.heyLoyalty().unsubscribe(entry().id()));

        assertThat(entry().status()).isEqualTo(Status.UNSUBSCRIBED);
        assertThat(member().newsletter()).isEqualTo(Newsletter.NO);
    }

    /** Runs, and lets another process take over, see what happened and come to rest while the next update is on its way. */
    private void whenOvertakenAt(Acts acts, Runnable whatHappens) {
        acts.beforeNext(PATCH, () -> {
            world.bean(JdbcClient.class)
                    .sql("UPDATE member_change SET claimed_until = TIMESTAMP '2001-01-01 00:00:00+00:00'"
                            + " WHERE claim_token IS NOT NULL")
                    .update();
            pass();
            whatHappens.run();
            for (int i = 0; i < 3; i++) {
                run();
            }
        });
        run();
        assertThat(acts.waiting()).as("the update that is overtaken").isZero();
        for (int i = 0; i < 4; i++) {
            run();
        }
        assertThat(world.parked()).isEmpty();
        assertThat(world.queue().values()).as("what waits").containsOnly(0L);
    }

    private void moveInBusinessCentral(String address) {
        world.businessCentral().change(number, fields -> fields.address(address));
    }

    private void moveInHeyLoyalty(String address) {
        world.heyLoyalty().edit(entry().id(), Map.of("address", address));
    }

    private void assertBothHold(String address) {
        assertThat(member().address()).as("in Business Central").isEqualTo(address);
        assertThat(entry().field("address").text()).as("in HeyLoyalty").isEqualTo(address);
    }

    private void run() {
        pass();
        world.bean(SyncRun.class).run();
    }

    private void pass() {
        clock.advance(Duration.ofSeconds(30));
    }

    private HeyLoyaltyMember entry() {
        return world.heyLoyalty().membersByEmail(EMAIL).get(0);
    }

    private Member member() {
        return world.businessCentral().members().get(0);
    }
}
