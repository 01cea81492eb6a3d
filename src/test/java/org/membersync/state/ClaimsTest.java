package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Outcome;
import org.membersync.failure.OvertakenException;
import org.membersync.support.MemberBuilder;

/** Two processes on one database: each with claims and a queue of its own. */
class ClaimsTest extends StateTestSupport {

    private static final String MEMBER = MemberBuilder.ID;
    private static final String ENTRY = "hl-7";

    private Claims others;
    private ChangeQueue othersQueue;

    private void openTwo(Database database) {
        open(database);
        others = new Claims(jdbc, transaction, clock, LEASE);
        othersQueue = new ChangeQueue(jdbc, transaction, clock, SETTLE, others);
    }

    @OnEachDatabase
    void keepsAClaimThatIsRenewedForAsLongAsItsTurnRuns(Database database) {
        openTwo(database);
        outbound(MEMBER);
        Change change = claimOne();

        clock.advance(LEASE.minusSeconds(1));
        claims.renew();
        clock.advance(LEASE.minusSeconds(1));

        assertThat(othersQueue.claim(10, true)).isEmpty();
        assertThat(claims.holds(change)).isTrue();
    }

    @OnEachDatabase
    void doesNotRenewATurnThatHasEnded(Database database) {
        openTwo(database);
        outbound(MEMBER);
        queue.release(claimOne());

        claims.renew();

        assertThat(claims.count()).isZero();
        assertThat(othersQueue.claim(10, true)).hasSize(1);
    }

    @OnEachDatabase
    void writesNothingOverTheSuccessor(Database database) {
        openTwo(database);
        outbound(MEMBER);
        Change paused = claimOne();
        clock.advance(LEASE.plusSeconds(1));
        Change successors = othersQueue.claim(10, true).get(0);

        assertThatThrownBy(() -> claims.confirm(paused)).isInstanceOf(OvertakenException.class);
        assertThatThrownBy(() -> claims.whileOurs(paused, () -> links.delete(MEMBER)))
                .isInstanceOf(OvertakenException.class);
        assertThatThrownBy(() -> outcomes.record(
                        Turns.read(paused, MemberBuilder.eligible().build(), clock.instant()),
                        Turns.decision(Outcome.CREATE, null, null),
                        "hl-of-the-paused"))
                .isInstanceOf(OvertakenException.class);
        assertThatThrownBy(() -> outcomes.membersFound(paused, List.of("somebody")))
                .isInstanceOf(OvertakenException.class);
        failures.park(paused, "internal-error", "of the paused");
        queue.postpone(paused, Duration.ofHours(1), 3, "connection", "of the paused");
        queue.release(paused);

        assertThat(count("member_link")).isZero();
        assertThat(count("consent_decision")).isZero();
        assertThat(count("failure")).isZero();
        assertThat(count("member_change")).isEqualTo(1);
        assertThat(others.holds(successors)).isTrue();
    }

    @OnEachDatabase
    void goesOnWhenNobodyTookTheTurnOverMeanwhile(Database database) {
        openTwo(database);
        outbound(MEMBER);
        Change paused = claimOne();
        clock.advance(LEASE.plusSeconds(1));

        claims.confirm(paused);

        assertThat(othersQueue.claim(10, true)).isEmpty();
    }

    /** An embedded database has one process with one queue, whose claims wait for each other by themselves. */
    @OnEachDatabase
    void handsOutOneDirectionOfAMemberWhoeverAsks(Database database) throws Exception {
        openTwo(database);
        ChangeQueue second = database == Database.HSQLDB ? queue : othersQueue;
        int members = 40;
        for (int i = 0; i < members; i++) {
            links.save(MemberLink.active("member-" + i, "M-" + i, "hl-" + i), clock.instant());
        }

        for (int round = 0; round < 3; round++) {
            Set<String> inWork = new HashSet<>();
            for (int i = 0; i < members; i++) {
                queue.changed(Direction.OUTBOUND, "member-" + i, "feed");
            }
            settle();
            CyclicBarrier barrier = new CyclicBarrier(3);
            Callable<List<Change>> webhooks = () -> {
                barrier.await();
                for (int i = 0; i < members; i++) {
                    int entry = i;
                    Collisions.outlive(transaction, () -> queue.dueNow(Direction.INBOUND, "hl-" + entry, "webhook"));
                }
                return List.of();
            };
            ExecutorService workers = Executors.newFixedThreadPool(3);
            List<Change> all = new ArrayList<>();
            try {
                for (Future<List<Change>> one :
                        workers.invokeAll(List.of(claiming(queue, barrier), claiming(second, barrier), webhooks))) {
                    all.addAll(one.get());
                }
            } finally {
                workers.shutdown();
            }
            for (Change change : all) {
                String person = change.memberId().replaceAll("\\D", "");
                assertThat(inWork.add(person))
                        .as("both directions of %s", person)
                        .isTrue();
            }
            jdbc.sql("DELETE FROM member_change").update();
        }
    }

    private static Callable<List<Change>> claiming(ChangeQueue from, CyclicBarrier barrier) {
        return () -> {
            barrier.await();
            List<Change> mine = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                mine.addAll(Collisions.outlive(() -> from.claim(3, true)));
            }
            return mine;
        };
    }

    @OnEachDatabase
    void holdsBackTheMemberWhomANewEntryIsFoundToBe(Database database) {
        openTwo(database);
        queue.dueNow(Direction.INBOUND, ENTRY, "webhook");
        Change inbound = claimOne();
        claims.meets(inbound, MEMBER, null);
        outbound(MEMBER);
        outbound("6a1b3c4d-0000-4000-8000-000000000009");

        assertThat(othersQueue.claim(10, true))
                .extracting(Change::memberId)
                .containsExactly("6a1b3c4d-0000-4000-8000-000000000009");
        queue.complete(inbound);
        assertThat(othersQueue.claim(10, true)).extracting(Change::memberId).containsExactly(MEMBER);
        assertThat(count("turn_counterpart")).isZero();
    }

    @OnEachDatabase
    void refusesToMeetWhoIsInWorkOrWasLinkedMeanwhile(Database database) {
        openTwo(database);
        outbound(MEMBER);
        Change outbound = othersQueue.claim(10, true).get(0);
        queue.dueNow(Direction.INBOUND, ENTRY, "webhook");
        Change inbound = claimOne();

        assertThatThrownBy(() -> claims.meets(inbound, MEMBER, null)).isInstanceOf(OvertakenException.class);
        links.save(MemberLink.active(MEMBER, "100001", ENTRY), clock.instant());
        othersQueue.complete(outbound);
        assertThatThrownBy(() -> claims.meets(inbound, MEMBER, null))
                .as("it is linked by now, which this turn did not know when it read")
                .isInstanceOf(OvertakenException.class);
        claims.meets(inbound, MEMBER, MEMBER);
        assertThat(count("turn_counterpart")).isEqualTo(1);
    }

    @OnEachDatabase
    void handsATurnThatMustWaitOutAgainOnceTheOtherHasEnded(Database database) {
        openTwo(database);
        outbound(MEMBER);
        Change outbound = othersQueue.claim(10, true).get(0);
        queue.dueNow(Direction.INBOUND, ENTRY, "webhook");
        Change inbound = claimOne();
        assertThatThrownBy(() -> claims.meets(inbound, MEMBER, null)).isInstanceOf(OvertakenException.class);
        queue.release(inbound);

        assertThat(queue.claim(10, true)).isEmpty();
        othersQueue.complete(outbound);

        assertThat(claimOne().memberId()).isEqualTo(ENTRY);
        assertThat(count("turn_counterpart")).isZero();
    }

    @OnEachDatabase
    void letsWhatCameFromHeyLoyaltyGoFirstWhenBothMustWait(Database database) {
        openTwo(database);
        outbound(MEMBER);
        Change outbound = othersQueue.claim(10, true).get(0);
        queue.dueNow(Direction.INBOUND, ENTRY, "webhook");
        Change inbound = claimOne();
        assertThatThrownBy(() -> others.meets(outbound, ENTRY, null)).isInstanceOf(OvertakenException.class);
        assertThatThrownBy(() -> claims.meets(inbound, MEMBER, null)).isInstanceOf(OvertakenException.class);
        othersQueue.release(outbound);
        queue.release(inbound);

        List<Change> first = queue.claim(10, true);

        assertThat(first).extracting(Change::memberId).containsExactly(ENTRY);
        claims.meets(first.get(0), MEMBER, null);
        queue.complete(first.get(0));
        assertThat(queue.claim(10, true)).extracting(Change::memberId).containsExactly(MEMBER);
    }

    @OnEachDatabase
    void letsOneOfTwoEntriesOfAPersonWait(Database database) {
        openTwo(database);
        queue.dueNow(Direction.INBOUND, ENTRY, "webhook");
        Change first = claimOne();
        queue.dueNow(Direction.INBOUND, "hl-8", "webhook");
        Change second = othersQueue.claim(10, true).get(0);
        claims.meets(first, MEMBER, null);

        assertThatThrownBy(() -> others.meets(second, MEMBER, null)).isInstanceOf(OvertakenException.class);
    }

    @OnEachDatabase
    void forgetsWhomTurnsMetThatEndedWithoutSayingSo(Database database) {
        openTwo(database);
        queue.dueNow(Direction.INBOUND, ENTRY, "webhook");
        Change dead = claimOne();
        claims.meets(dead, MEMBER, null);
        outbound(MEMBER);
        clock.advance(LEASE.plusSeconds(1));

        assertThat(othersQueue.claim(10, true)).extracting(Change::memberId).containsExactly(ENTRY, MEMBER);
        others.renew();

        assertThat(count("turn_counterpart")).isZero();
    }

    private void outbound(String member) {
        queue.changed(Direction.OUTBOUND, member, "feed");
        settle();
    }
}
