package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.decision.Outcome;
import org.membersync.decision.Reason;
import org.membersync.decision.RemovalLimit;

/** Removals wait in the queue until they are known to be within the limit (quality P9). */
class RemovalsTest extends StateTestSupport {

    private static final List<Reason> NO = List.of(new Reason("E3", "the newsletter is not wanted"));

    private Removals removals;

    @OnEachDatabase
    void admitsEachAtOnceWhileAllThatIsOpenIsWithinTheLimit(Database database) {
        open(database, 3, "3");
        queue(0, 3, "feed");

        claim().forEach(change -> assertThat(admit(change)).isTrue());
    }

    @OnEachDatabase
    void holdsThemAllAndAsksAnOperatorOnce(Database database) {
        open(database, 6, "3");
        queue(0, 5, "feed");
        List<Change> claimed = claim();

        claimed.subList(0, 4).forEach(change -> assertThat(admit(change)).isFalse());
        assertThat(queue.depth()).containsEntry("held", 4L).containsEntry("claimed", 1L);
        queue.complete(claimed.get(4));
        removals.review();
        removals.review();

        assertThat(removalHolds.openSince()).contains(clock.instant());
        assertThat(rows("removal_hold")).hasSize(1);
        assertThat(claim()).as("nobody has a turn while held").isEmpty();
        assertThat(removalHolds.sample(2)).hasSize(2).allSatisfy(held -> {
            assertThat(held.memberNumber()).startsWith("1000");
            assertThat(held.reasons()).isEqualTo("the newsletter is not wanted");
        });
        assertThat(queue.find("m0")).singleElement().matches(waiting -> waiting.held()
                .equals("UNSUBSCRIBE"));
    }

    @OnEachDatabase
    void letsThemGoOnOnceTheOthersAreDecided(Database database) {
        open(database, 6, "3");
        queue(0, 5, "feed");
        List<Change> claimed = claim();
        claimed.subList(0, 2).forEach(this::admit);

        removals.review();
        assertThat(claim()).as("three others may be removals too").isEmpty();
        claimed.subList(2, 5).forEach(queue::complete);
        removals.review();

        assertThat(removalHolds.openSince()).isEmpty();
        claim().forEach(change -> assertThat(admit(change)).isTrue());
    }

    @OnEachDatabase
    void allowsMoreOnlyBesideWhatIsOpenRemovedOrAsked(Database database) {
        open(database, 8, "3");
        assertThat(removals.allows(3)).isTrue();
        assertThat(removals.allows(4)).isFalse();
        queue(0, 1, "feed");
        assertThat(removals.allows(2)).isTrue();
        assertThat(removals.allows(3)).isFalse();
        carryOut(claim().get(0));
        assertThat(removals.allows(2)).isTrue();
        assertThat(removals.allows(3)).isFalse();

        clock.advance(Duration.ofDays(2));
        held(1, 5);
        assertThat(removals.allows(0)).as("an operator is asked").isFalse();
    }

    @OnEachDatabase
    void foundEntriesWhoseMembersAreToBeToldYetCountAsOpen(Database database) {
        open(database, 2, "3");
        List<String> sources =
                List.of(ImportedList.SOURCE, ImportedList.SOURCE, Differences.RECONCILE, Differences.INITIAL_SYNC);
        IntStream.range(0, 4).forEach(entry -> queue.readAgain(Direction.INBOUND, "i" + entry, sources.get(entry)));
        List<Change> imported = claim();
        queue(0, 1, Change.FROM_INBOUND);

        assertThat(admit(claimOne())).as("four more may follow").isFalse();
        imported.subList(0, 2).forEach(queue::complete);
        removals.review();

        assertThat(removalHolds.openSince()).isEmpty();
        assertThat(admit(claimOne())).as("two more are within the limit").isTrue();
    }

    @OnEachDatabase
    void anApprovalHoldsForThoseWhoWaitNow(Database database) {
        open(database, 8, "3");
        held(0, 4);
        assertThat(removalHolds.approve("astrid", "closed")).hasValue(4);
        assertThat(removalHolds.approve("astrid", "again")).isEmpty();

        List<Change> approved = claim();
        assertThat(approved).hasSize(4).allMatch(change -> change.source().equals("approved"));
        approved.forEach(this::carryOut);
        assertThat(removalHolds.latest(5)).singleElement().satisfies(hold -> {
            assertThat(hold.ending()).isEqualTo("approved");
            assertThat(hold.endedBy()).isEqualTo("astrid");
            assertThat(hold.note()).isEqualTo("closed");
            assertThat(hold.members()).isEqualTo(4);
        });

        queue(4, 8, "feed");
        claim().forEach(change -> assertThat(admit(change)).isFalse());
    }

    @OnEachDatabase
    void anApprovalIsCarriedOutAtOnceWhereTheDatabasesClockIsBehindOurs(Database database) {
        open(database, 4, "3");
        held(0, 4);
        Clock ours = Clock.offset(clock, Duration.ofMinutes(7));

        new RemovalHolds(jdbc, transaction, ours, clock, ledger).approve("astrid", "closed");

        assertThat(claim()).hasSize(4);
    }

    @OnEachDatabase
    void aTurnWhoseRemovalWaitsIsNotInHandAnyMore(Database database) {
        open(database, 4, "3");
        queue(0, 4, "feed");

        claim().forEach(this::admit);

        assertThat(claims.count()).isZero();
    }

    @OnEachDatabase
    void aDiscardDropsThemAndTheSweepDoesNotBringThemBack(Database database) {
        open(database, 4, "3");
        held(0, 4);
        assertThat(removalHolds.discard("astrid", "a wrong import")).hasValue(4);

        assertThat(count("member_change")).isZero();
        assertThat(ledger.latest("m0", 5)).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo("DISCARDED");
            assertThat(entry.reasons()).contains("the newsletter is not wanted");
        });
        queue(0, 1, "sweep");
        assertThat(admit(claim().get(0))).isFalse();
        assertThat(count("member_change")).isZero();
        removals.review();
        queue(0, 1, "feed");
        assertThat(admit(claim().get(0))).isTrue();
    }

    @OnEachDatabase
    void countsWhatWasRemovedInTheLastDay(Database database) {
        open(database, 5, "3");
        for (int member = 0; member < 3; member++) {
            queue(member, member + 1, "sweep");
            Change change = claim().get(0);
            assertThat(admit(change)).isTrue();
            carryOut(change);
        }
        assertThat(removals.forecast(1)).isEqualTo(new Removals.Forecast(1, 3, 3, true));
        queue(3, 4, "sweep");
        assertThat(admit(claim().get(0))).isFalse();
        removals.review();
        assertThat(removalHolds.openSince()).isPresent();

        clock.advance(Duration.ofDays(2));
        removals.review();
        assertThat(claim()).as("time alone lets nothing go on").isEmpty();
        assertThat(removals.forecast(1).recent()).isEqualTo(3);
    }

    @OnEachDatabase
    void aNewerChangeOfAHeldMemberHasATurnOfItsOwn(Database database) {
        open(database, 4, "3");
        held(0, 4);

        queue.changed(Direction.OUTBOUND, "m1", "feed");
        settle();
        Change newer = claimOne();
        queue.complete(newer);
        removals.review();

        assertThat(removalHolds.count())
                .as("the others are within the limit now")
                .isZero();
        assertThat(removalHolds.latest(1)).singleElement().matches(hold -> hold.ending()
                .equals("released"));
    }

    @OnEachDatabase
    void neverHoldsAPersonsOwnNo(Database database) {
        open(database, 5, "0");
        queue(0, 2, "feed");
        queue(2, 4, Change.WITHDRAWAL);
        queue.changed(Direction.OUTBOUND, "m2", "feed");
        settle();
        for (Change change : claim()) {
            MemberLink link = MemberLink.active(change.memberId(), "1", "e" + change.memberId());
            MemberLink own =
                    change.memberId().equals("m0") ? link.unsubscribed(START, UnsubscribedBy.HEYLOYALTY) : link;
            boolean theirs = !change.memberId().equals("m1");
            assertThat(removals.admit(read(change, own), removal(change)))
                    .as(change.memberId())
                    .isEqualTo(theirs);
        }
    }

    @OnEachDatabase
    void whoIsWithinTheLimitDoesNotWaitForHoursForALargeBacklog(Database database) {
        open(database, 9, "3");
        queue(0, 9, "feed");
        List<Change> claimed = claim();
        claimed.subList(0, 2).forEach(this::admit);
        removals.review();
        assertThat(claim()).isEmpty();

        clock.advance(Duration.ofMinutes(61));
        removals.review();

        List<Change> due = queue.claim(100, true).stream()
                .filter(change -> change.source().equals("waited"))
                .toList();
        assertThat(due).hasSize(2);
        due.forEach(change -> assertThat(admit(change)).isTrue());
        due.forEach(this::carryOut);
        assertThat(removals.forecast(2).held()).isTrue();
    }

    private void open(Database database, int members, String limit) {
        open(database);
        removals = new Removals(jdbc, clock, queue, links, ledger, removalHolds, RemovalLimit.parse(limit));
        for (int member = 0; member < members; member++) {
            links.save(MemberLink.active("m" + member, "10000" + member, "e" + member), START);
        }
    }

    private void queue(int from, int to, String source) {
        IntStream.range(from, to).forEach(member -> queue.dueNow(Direction.OUTBOUND, "m" + member, source));
    }

    private void held(int from, int to) {
        queue(from, to, "feed");
        claim().forEach(change -> assertThat(admit(change)).isFalse());
        removals.review();
        assertThat(removalHolds.openSince()).isPresent();
    }

    private List<Change> claim() {
        return queue.claim(100, true);
    }

    private boolean admit(Change change) {
        return removals.admit(read(change, null), removal(change));
    }

    private void carryOut(Change change) {
        transaction.executeWithoutResult(status -> {
            ledger.add(change, "1", removal(change), "e");
            queue.complete(change);
        });
    }

    private static MemberCase read(Change change, MemberLink link) {
        Instant now = START;
        return MemberCase.of(change, false).known(null, false, null, link, now, null, false);
    }

    private static Decision removal(Change change) {
        return new Decision(Outcome.UNSUBSCRIBE, "e-" + change.memberId(), Map.of(), NO, null);
    }
}
