package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink;

class ChangeQueueTest extends StateTestSupport {

    private static final String MEMBER = "a1d0a1f4-0000-4000-8000-000000000001";

    @OnEachDatabase
    void joinsTheChangesOfOneMemberWithinTheDelay(Database database) {
        open(database);
        changed(MEMBER);
        clock.advance(Duration.ofSeconds(5));
        changed(MEMBER);

        clock.advance(Duration.ofSeconds(15));
        Change change = claimOne();

        assertThat(change.memberId()).isEqualTo(MEMBER);
        assertThat(change.revision()).isEqualTo(2);
        assertThat(change.attempts()).isZero();
        assertThat(queue.depth()).containsEntry("claimed", 1L);
    }

    @OnEachDatabase
    void waitsUntilAChangeHasSettledUnlessInAHurry(Database database) {
        open(database);
        changed(MEMBER);

        assertThat(queue.isDue(true)).isFalse();
        assertThat(queue.claim(10, true)).isEmpty();
        assertThat(queue.depth()).containsEntry("settling", 1L);
        assertThat(queue.isDue(false)).isTrue();
        clock.advance(SETTLE);
        assertThat(queue.isDue(true)).isTrue();
    }

    @OnEachDatabase
    void keepsDirectionsApart(Database database) {
        open(database);
        changed(MEMBER);
        queue.changed(Direction.MEMBERSHIP, MEMBER, "feed");
        settle();
        settle();

        assertThat(queue.claim(10, true))
                .extracting(Change::direction)
                .containsExactlyInAnyOrder(Direction.OUTBOUND, Direction.MEMBERSHIP);
    }

    @OnEachDatabase
    void handsOutWhatCameFromHeyLoyaltyFirstAndHoldsTheSameMembersOtherDirectionBack(Database database) {
        open(database);
        links.save(MemberLink.active(MEMBER, "100001", "hl-7"), clock.instant());
        changed(MEMBER);
        changed("6a1b3c4d-0000-4000-8000-000000000009");
        queue.dueNow(Direction.INBOUND, "hl-7", "webhook");
        settle();

        List<Change> claimed = queue.claim(10, true);

        assertThat(claimed).extracting(Change::direction).containsExactly(Direction.INBOUND, Direction.OUTBOUND);
        assertThat(claimed).extracting(Change::memberId).doesNotContain(MEMBER);
        queue.complete(claimed.get(0));
        assertThat(queue.claim(10, true)).extracting(Change::memberId).containsExactly(MEMBER);
    }

    @OnEachDatabase
    void letsWhatCameFromHeyLoyaltyWaitForTheSameMembersTurn(Database database) {
        open(database);
        links.save(MemberLink.active(MEMBER, "100001", "hl-7"), clock.instant());
        changed(MEMBER);
        settle();
        List<Change> outbound = queue.claim(10, true);
        queue.dueNow(Direction.INBOUND, "hl-7", "webhook");

        assertThat(queue.claim(10, true)).isEmpty();
        queue.complete(outbound.get(0));
        assertThat(queue.claim(10, true)).extracting(Change::memberId).containsExactly("hl-7");
    }

    @OnEachDatabase
    void makesDueWhatAClockThatWasAheadPutOff(Database database) {
        open(database);
        clock.advance(Duration.ofDays(400));
        changed(MEMBER);
        clock.advance(Duration.ofDays(-400));
        assertThat(queue.isDue(false)).isFalse();

        assertThat(queue.bringBack()).isEqualTo(1);

        assertThat(queue.isDue(true)).isTrue();
        assertThat(queue.bringBack()).isZero();
    }

    /** HeyLoyalty tells of our own unsubscription, and the person's other entries are looked for nevertheless. */
    @OnEachDatabase
    void keepsInMindThatTheOtherDirectionLeftATurnThoughAWebhookTellsOfTheEntry(Database database) {
        open(database);
        queue.dueNow(Direction.INBOUND, "entry", Change.FROM_OUTBOUND);
        queue.dueNow(Direction.INBOUND, "entry", "webhook");

        assertThat(queue.claim(10, true)).extracting(Change::source).containsExactly(Change.FROM_OUTBOUND);
    }

    @OnEachDatabase
    void handsAChangeOutOnce(Database database) {
        open(database);
        changed(MEMBER);
        settle();
        claimOne();

        assertThat(queue.claim(10, true)).isEmpty();
        assertThat(queue.isDue(true)).isFalse();
    }

    @OnEachDatabase
    void handsEachChangeToOneOfTwoThreads(Database database) throws Exception {
        open(database);
        for (int i = 0; i < 60; i++) {
            changed("member-" + i);
        }
        settle();
        CyclicBarrier barrier = new CyclicBarrier(2);
        Callable<List<String>> worker = () -> {
            List<String> mine = new ArrayList<>();
            barrier.await();
            DueChanges due = queue.due(true);
            while (due.hasNext()) {
                mine.add(due.next().memberId());
            }
            return mine;
        };
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            List<String> all = new ArrayList<>();
            for (Future<List<String>> one : workers.invokeAll(List.of(worker, worker))) {
                all.addAll(one.get());
            }
            assertThat(all).doesNotHaveDuplicates().hasSize(60);
        } finally {
            workers.shutdown();
        }
    }

    @OnEachDatabase
    void doesNotLoseAChangeThatComesInDuringATurn(Database database) {
        open(database);
        changed(MEMBER);
        settle();
        Change first = claimOne();
        changed(MEMBER);

        queue.complete(first);

        assertThat(queue.claim(10, true)).isEmpty();
        settle();
        assertThat(claimOne().revision()).isEqualTo(2);
    }

    @OnEachDatabase
    void forgetsACompletedChange(Database database) {
        open(database);
        changed(MEMBER);
        settle();

        queue.complete(claimOne());

        assertThat(count("member_change")).isZero();
    }

    @OnEachDatabase
    void postponesAChangeWithItsReason(Database database) {
        open(database);
        changed(MEMBER);
        settle();
        queue.postpone(claimOne(), Duration.ofMinutes(2), 3, "connection", "The connection broke");

        assertThat(queue.depth()).containsEntry("retrying", 1L);
        clock.advance(Duration.ofSeconds(119));
        assertThat(queue.claim(10, true)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(claimOne().attempts()).isEqualTo(3);
    }

    @OnEachDatabase
    void doesNotLetAPostponementHoldUpANewerChange(Database database) {
        open(database);
        changed(MEMBER);
        settle();
        Change first = claimOne();
        changed(MEMBER);
        queue.postpone(first, Duration.ofHours(1), 3, "connection", "The connection broke");
        settle();

        Change newer = claimOne();

        assertThat(newer.revision()).isEqualTo(2);
        assertThat(newer.attempts()).isZero();
    }

    @OnEachDatabase
    void forgetsTheTriesOfAPostponedChangeWhenANewerOneComes(Database database) {
        open(database);
        changed(MEMBER);
        settle();
        queue.postpone(claimOne(), Duration.ofHours(1), 5, "connection", "The connection broke");

        changed(MEMBER);
        settle();

        assertThat(claimOne().attempts()).isZero();
    }

    @OnEachDatabase
    void cutsALongMessage(Database database) {
        open(database);
        changed(MEMBER);
        settle();

        queue.postpone(claimOne(), Duration.ZERO, 1, "connection", "æ".repeat(5000));

        assertThat(rows("member_change").get(0).get("last_message").toString()).hasSize(2000);
    }

    @OnEachDatabase
    void freesEveryClaimOfAProcessThatAloneUsesTheDatabase(Database database) {
        open(database);
        changed(MEMBER);
        changed("other");
        settle();
        Change before = queue.claim(1, true).get(0);
        queue.claim(1, true);

        assertThat(queue.releaseAll()).isEqualTo(2);
        assertThat(queue.claim(10, true)).hasSize(2);
        queue.complete(before);
        assertThat(count("member_change"))
                .as("the claim of before cannot end its successor's turn")
                .isEqualTo(2);
    }

    @OnEachDatabase
    void handsOutAgainWhatAProcessThatDiedHadClaimed(Database database) {
        open(database);
        changed(MEMBER);
        settle();
        Change lost = claimOne();
        clock.advance(Duration.ofMinutes(9));
        assertThat(queue.claim(10, true)).isEmpty();

        clock.advance(Duration.ofMinutes(2));
        Change taken = claimOne();

        assertThat(taken.claimToken()).isNotEqualTo(lost.claimToken());
        queue.release(lost);
        queue.postpone(lost, Duration.ofHours(1), 7, "late", "late");
        queue.complete(lost);
        assertThat(queue.depth()).containsEntry("claimed", 1L);
        queue.complete(taken);
        assertThat(count("member_change")).isZero();
    }

    @OnEachDatabase
    void claimsNothingWhileADirectionIsHeld(Database database) {
        open(database);
        changed(MEMBER);
        settle();
        holds.hold(Direction.OUTBOUND, Duration.ofMinutes(1), "access", "HeyLoyalty refused the key");

        assertThat(queue.isDue(true)).isFalse();
        assertThat(queue.claim(10, true)).isEmpty();
        assertThat(holds.find(Direction.OUTBOUND)).hasValueSatisfying(hold -> assertThat(hold.until())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(1))));
        clock.advance(Duration.ofMinutes(1));
        assertThat(queue.isDue(true)).isTrue();
    }

    @OnEachDatabase
    void remembersSinceWhenADirectionIsHeldAgain(Database database) {
        open(database);
        holds.hold(Direction.OUTBOUND, Duration.ofMinutes(1), "access", "refused");
        clock.advance(Duration.ofMinutes(2));
        holds.hold(Direction.OUTBOUND, Duration.ofMinutes(1), "access", "refused");

        assertThat(holds.find(Direction.OUTBOUND).orElseThrow().since()).isEqualTo(START);
        holds.release(Direction.OUTBOUND);
        assertThat(holds.find(Direction.OUTBOUND)).isEmpty();
    }

    @OnEachDatabase
    void readsAgainOnlyMembersWithoutAnOpenChange(Database database) {
        open(database);
        changed(MEMBER);
        queue.readAgain(Direction.OUTBOUND, MEMBER, "sweep");
        queue.readAgain(Direction.OUTBOUND, "other", "sweep");

        assertThat(claimOne().memberId()).isEqualTo("other");
        settle();
        assertThat(claimOne().revision()).isEqualTo(1);
    }

    @OnEachDatabase
    void doesAReplayAtOnceAlsoForASettlingChange(Database database) {
        open(database);
        changed(MEMBER);
        queue.dueNow(Direction.OUTBOUND, MEMBER, "replay");

        assertThat(claimOne().source()).isEqualTo("replay");
    }

    @OnEachDatabase
    void givesUnservedClaimsBackWhenTheProgramStops(Database database) {
        open(database);
        changed(MEMBER);
        changed("other");
        settle();
        boolean[] stopping = {false};
        DueChanges due = queue.due(true).until(() -> stopping[0]);
        due.next();
        stopping[0] = true;

        assertThat(due.hasNext()).isFalse();
        assertThat(queue.claim(10, true)).hasSize(1);
    }

    @OnEachDatabase
    void servesTheLongestWaitingFirst(Database database) {
        open(database);
        changed("second");
        clock.advance(Duration.ofSeconds(-5));
        changed("first");
        clock.advance(SETTLE.multipliedBy(2));

        assertThat(queue.claim(10, true)).extracting(Change::memberId).containsExactly("first", "second");
    }

    private void changed(String memberId) {
        queue.changed(Direction.OUTBOUND, memberId, "feed");
    }
}
