package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.membersync.demo.CallLog;
import org.membersync.demo.Fault;
import org.membersync.demo.Faults;
import org.membersync.heyloyalty.ListCache;
import org.membersync.operation.SyncRun;
import org.membersync.support.MortalDatabase;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/**
 * The process dies after each of its database commits and (on the embedded database) at each of its calls, in both directions: what a process finds that
 * starts after it leads to the same end (behaviour L4, quality P1, P2, P5, P6). Between two of these steps nothing that lasts
 * changes, so that there are no other moments to die at. {@link KilledProcessIT} kills real processes, at some of the moments.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class DeathAtEveryStepTest {

    /** Longer than any claim lasts, and than the list's overlap. */
    private static final Duration A_WHILE = Duration.ofMinutes(11);

    /** Starts long ago, so that it never passes the date that the simulators answer with: a row from the future is read again. */
    private final MutableClock clock = new MutableClock(Instant.now().minus(Duration.ofDays(15)));

    private final MortalDatabase database = new MortalDatabase(clock);
    private World world;
    private EveryKindOfChange changes;
    private int round;
    private int lethal;
    private int deaths;

    @Test
    void endsTheSameOnHsqldb() {
        world = world();
        try {
            Steps steps = cleanRound();
            dieAfterEachCommit();
            for (int call = 1; call <= steps.businessCentralCalls(); call++) {
                dieAtCall(
                        call,
                        world.businessCentral().calls(),
                        world.businessCentral().faults());
            }
            for (int call = 1; call <= steps.heyLoyaltyCalls(); call++) {
                dieAtCall(call, world.heyLoyalty().calls(), world.heyLoyalty().faults());
            }
            assertThatItDied();
        } finally {
            world.close();
        }
    }

    @Test
    void endsTheSameOnPostgresql() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .start()) {
            world = world().with("membersync.database.url", server.getJdbcUrl("postgres", "postgres"))
                    .with("membersync.database.username", "postgres")
                    .with("membersync.cluster.lease", "2s");
            cleanRound();
            dieAfterEachCommit();
            assertThatItDied();
        } finally {
            world.close();
        }
    }

    /**
     * Until two rounds in succession had no commit of that number: on PostgreSQL heartbeats are commits too, so that no round
     * tells how many another one has.
     */
    private void dieAfterEachCommit() {
        int before = deaths;
        int lethalBefore = lethal;
        int survived = 0;
        for (int commit = 1; survived < 2; commit++) {
            int until = deaths;
            dieAfterCommit(commit);
            survived = deaths > until ? 0 : survived + 1;
        }
        // A round has as many commits as there are heartbeats: whoever survives had fewer.
        lethal = lethalBefore + deaths - before;
        assertThat(deaths - before).as("deaths after a commit").isGreaterThan(20);
    }

    /** The steps of two rounds differ a little, more with heartbeats among them: a round may be over before the step at which it should die. */
    private void assertThatItDied() {
        assertThat(deaths).as("deaths in %d rounds", lethal).isGreaterThanOrEqualTo((int) Math.ceil(lethal * 0.9));
    }

    /** How many steps a round has when nothing happens to it. */
    private record Steps(long businessCentralCalls, long heyLoyaltyCalls) {}

    private World world() {
        World made = World.empty(clock)
                .with("membersync.members.workers", "1")
                .with("membersync.members.default-membership-item", "MM-SILVER")
                .with("membersync.heyloyalty.page-size", "20")
                .with("membersync.business-central.overlap", "1s")
                .with("membersync.business-central.consent-sweep", "31d")
                .with("membersync.business-central.requests-per-5-minutes", "1000000")
                .withDatabase(database);
        made.heyLoyalty().watchConsent(email -> false);
        return made;
    }

    private Steps cleanRound() {
        world.start();
        world.eligible("Først");
        run();
        begin();
        run();
        int commits = database.commits();
        Steps steps = new Steps(
                world.businessCentral().calls().total(),
                world.heyLoyalty().calls().total());
        assertEnd("nothing");
        assertThat(commits).isGreaterThan(20);
        return steps;
    }

    private void dieAfterCommit(int commit) {
        begin();
        database.dieAfterCommit(commit, () -> {
            world.businessCentral().faults().always("", Fault.resetBefore());
            world.heyLoyalty().faults().always("", Fault.resetBefore());
        });
        runToDeath();
        assertEnd("death after commit " + commit);
    }

    /** The call is carried out, but its answer is lost with the process. */
    private void dieAtCall(int call, CallLog calls, Faults faults) {
        begin();
        faults.onCall(call, Fault.resetAfter());
        faults.fromCall(call, Fault.resetBefore());
        database.dieWhen(() -> calls.total() >= call);
        runToDeath();
        assertEnd("death at call " + call);
    }

    private void begin() {
        round++;
        changes = new EveryKindOfChange(world, round);
        changes.join();
        rest("before round " + round);
        clock.advance(A_WHILE);
        world.poll();
        world.bean(ListCache.class).forget();
        changes.act();
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
        database.count();
    }

    /** A dead process says nothing sensible any more. */
    private void runToDeath() {
        try {
            run();
        } catch (RuntimeException dying) {
            assertThat(database.isDead())
                    .as("it failed though it lives: %s", dying)
                    .isTrue();
        }
        lethal++;
        deaths += database.isDead() ? 1 : 0;
        database.revive();
        world.businessCentral().faults().clear();
        world.heyLoyalty().faults().clear();
    }

    private void assertEnd(String what) {
        rest(what);
        // What a newcomer became in Business Central comes back by the feeds, the membership's maybe one run later.
        rest(what);
        rest(what);
        assertThat(world.parked()).as(what).isEmpty();
        changes.assertEnd(what);
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
        run();
        assertThat(world.heyLoyalty().calls().entries()).as(what).allMatch(call -> call.method()
                .equals("GET"));
        assertThat(world.businessCentral().calls().entries())
                .as(what)
                .allMatch(call -> call.method().equals("GET") || call.path().endsWith("/token"));
    }

    private void rest(String what) {
        Awaitility.await(what).atMost(Duration.ofSeconds(20)).until(() -> {
            clock.advance(A_WHILE);
            return run().waiting() == 0;
        });
    }

    private SyncRun.Report run() {
        return world.bean(SyncRun.class).run();
    }
}
