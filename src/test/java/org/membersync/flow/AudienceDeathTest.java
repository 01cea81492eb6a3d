package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.membersync.support.AudienceWorld.CATS;
import static org.membersync.support.AudienceWorld.CATS_FIELD;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.demo.Fault;
import org.membersync.operation.SyncRun;
import org.membersync.support.AudienceWorld;
import org.membersync.support.MortalDatabase;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/**
 * The process dies after each of its database commits while people enter and leave an audience and a ticket is sold: what a
 * process finds that starts after it leads to the same end (behaviour L4, A, B). Between two commits nothing that lasts changes
 * but by a call, so that a death before and after each write is among them.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class AudienceDeathTest {

    /** Longer than any claim lasts, and than the list's overlap. */
    private static final Duration A_WHILE = Duration.ofMinutes(11);

    @TempDir
    private Path folder;

    /** Starts long ago, so that it never passes the date that the simulators answer with. */
    private final MutableClock clock = new MutableClock(Instant.now().minus(Duration.ofDays(15)));

    private final MortalDatabase database = new MortalDatabase(clock);
    private AudienceWorld audiences;
    private World world;
    private int round;

    @AfterEach
    void endWorld() {
        audiences.close();
    }

    @Test
    void endsTheSameWheneverItDies() {
        world = TicketOffice.open(World.empty(clock))
                .with("membersync.members.workers", "1")
                .with("membersync.members.create-in-bc", "false")
                .with("membersync.business-central.consent-sweep", "31d")
                .withDatabase(database);
        audiences = AudienceWorld.in(folder, world, clock).polled();
        world.heyLoyalty().watchConsent(email -> false);
        world.start();
        run();
        begin();
        run();
        int commits = database.commits();
        assertEnd("nothing");
        assertThat(commits).isGreaterThan(10);

        for (int commit = 1; commit <= commits; commit++) {
            begin();
            dieAfter(commit);
            assertEnd("death after commit " + commit);
        }
    }

    private void begin() {
        round++;
        world.heyLoyalty().add(Map.of("email", enters()));
        world.heyLoyalty().add(Map.of("email", leaves()));
        audiences.cdp().enter(CATS, leaves());
        rest("before round " + round);
        audiences.cdp().enter(CATS, enters());
        audiences.cdp().leave(CATS, leaves());
        new TicketOffice(world).sell(TicketOffice.ticket("D-" + round, buys()));
        database.count();
    }

    private void dieAfter(int commit) {
        database.dieAfterCommit(commit, () -> {
            world.businessCentral().faults().always("", Fault.resetBefore());
            world.heyLoyalty().faults().always("", Fault.resetBefore());
            audiences.cdp().faults().always("", Fault.resetBefore());
        });
        try {
            run();
        } catch (RuntimeException dying) {
            assertThat(database.isDead())
                    .as("it failed though it lives: %s", dying)
                    .isTrue();
        }
        database.revive();
        world.businessCentral().faults().clear();
        world.heyLoyalty().faults().clear();
        audiences.cdp().faults().clear();
    }

    private void assertEnd(String what) {
        rest(what);
        assertThat(world.parked()).as(what).isEmpty();
        assertThat(audiences.shown(enters(), CATS_FIELD)).as(what).isEqualTo("In audience");
        assertThat(audiences.shown(leaves(), CATS_FIELD)).as(what).isEqualTo("Not in audience");
        assertThat(world.heyLoyalty().bookings()).as(what).containsKey("D-" + round + "_MAIN");
        assertThat(world.heyLoyalty().membersByEmail(buys())).as(what).hasSize(1);
        assertThat(world.heyLoyalty().violations()).as(what).isEmpty();
        world.heyLoyalty().calls().reset();
        run();
        assertThat(world.heyLoyalty().calls().entries()).as(what).allMatch(call -> call.method()
                .equals("GET"));
    }

    private void rest(String what) {
        Awaitility.await(what).atMost(Duration.ofSeconds(20)).until(() -> {
            clock.advance(A_WHILE);
            return run().waiting() == 0;
        });
    }

    private String enters() {
        return "enters" + round + "@example.dk";
    }

    private String leaves() {
        return "leaves" + round + "@example.dk";
    }

    private String buys() {
        return "buys" + round + "@example.dk";
    }

    private SyncRun.Report run() {
        return audiences.run();
    }
}
