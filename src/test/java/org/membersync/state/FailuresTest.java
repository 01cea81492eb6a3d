package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.member.Newsletter;
import org.membersync.state.Failures.Failure;
import org.membersync.state.Failures.Tally;

class FailuresTest extends StateTestSupport {

    @OnEachDatabase
    void parksAMemberWithTheReason(Database database) {
        open(database);
        directory.remember(new MemberRow("m-1", 1, START, 1, "M-1", "DK", "", Newsletter.YES, null));
        park("m-1", "unmapped-value");

        assertThat(failures.open()).singleElement().satisfies(failure -> {
            assertThat(failure.memberId()).isEqualTo("m-1");
            assertThat(failure.memberNumber()).isEqualTo("M-1");
            assertThat(failure.reason()).isEqualTo("unmapped-value");
            assertThat(failure.attempts()).isEqualTo(1);
            assertThat(failure.status()).isEqualTo("open");
            assertThat(failure.failedAt()).isEqualTo(clock.instant());
            assertThat(failure.endedAt()).isNull();
        });
        assertThat(failures.openByReason()).containsEntry("unmapped-value", 1L);
        assertThat(count("member_change")).isZero();
        assertThat(ledger.latest("m-1", 5)).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo("PARKED");
            assertThat(entry.rules()).isEqualTo("unmapped-value");
        });
    }

    @OnEachDatabase
    void givesANewerChangeItsOwnTry(Database database) {
        open(database);
        Change change = claim("m-1");
        queue.changed(Direction.OUTBOUND, "m-1", "feed");

        failures.park(change, "unmapped-value", "no counterpart");

        assertThat(failures.open()).isEmpty();
        assertThat(queue.claim(10, false)).hasSize(1);
    }

    @OnEachDatabase
    void doesNotParkForAClaimThatWasTakenOver(Database database) {
        open(database);
        Change lost = claim("m-1");
        queue.releaseAll();
        Change taken = queue.claim(10, false).get(0);

        failures.park(lost, "unmapped-value", "no counterpart");

        assertThat(failures.open()).isEmpty();
        queue.complete(taken);
        assertThat(count("member_change")).isZero();
    }

    @OnEachDatabase
    void replaysAParkedMemberOnce(Database database) {
        open(database);
        park("m-1", "unmapped-value");
        long id = failures.open().get(0).id();

        assertThat(failures.replay(id, "operator")).isTrue();
        assertThat(failures.replay(id, "operator")).isFalse();

        Failure ended = failures.find(id).orElseThrow();
        assertThat(ended.status()).isEqualTo("replayed");
        assertThat(ended.endedBy()).isEqualTo("operator");
        assertThat(ended.endedAt()).isEqualTo(clock.instant());
        assertThat(claimOne().source()).isEqualTo("replay");
    }

    @OnEachDatabase
    void dismissesWithANote(Database database) {
        open(database);
        park("m-1", "unmapped-value");
        long id = failures.open().get(0).id();

        assertThat(failures.dismiss(id, "operator", "prøvemedlem")).isTrue();
        assertThat(failures.dismiss(id, "operator", "again")).isFalse();
        assertThat(failures.replay(id, "operator")).isFalse();

        assertThat(failures.find(id).orElseThrow().note()).isEqualTo("prøvemedlem");
        assertThat(failures.open()).isEmpty();
        assertThat(queue.claim(10, false)).isEmpty();
    }

    @OnEachDatabase
    void countsByReasonAndReplaysAllOfOne(Database database) {
        open(database);
        park("m-1", "unmapped-value");
        clock.advance(Duration.ofHours(1));
        park("m-2", "unmapped-value");
        park("m-3", "heyloyalty-refused");

        assertThat(failures.tally())
                .containsExactly(
                        new Tally("unmapped-value", 2, START), new Tally("heyloyalty-refused", 1, clock.instant()));
        assertThat(failures.open("unmapped-value", 1))
                .extracting(Failure::memberId)
                .containsExactly("m-1");
        assertThat(failures.replayAll("unmapped-value", "astrid")).isEqualTo(2);

        assertThat(queue.claim(10, false)).extracting(Change::memberId).containsExactlyInAnyOrder("m-1", "m-2");
        assertThat(failures.open()).extracting(Failure::memberId).containsExactly("m-3");
        assertThat(failures.ofMember("m-1")).extracting(Failure::endedBy).containsExactly("astrid");
    }

    @OnEachDatabase
    void replaysAllInSeveralTransactions(Database database) {
        open(database);
        for (int i = 0; i < 1001; i++) {
            jdbc.sql(
                            "INSERT INTO failure (direction, member_id, member_number, reason, message, attempts, failed_at, status)"
                                    + " VALUES ('OUTBOUND', :id, :id, 'unmapped-value', 'x', 1, :now, 'open')")
                    .param("id", "m-" + i)
                    .param("now", Columns.at(START))
                    .update();
        }

        assertThat(failures.replayAll("astrid")).isEqualTo(1001);
        assertThat(failures.replayAll("astrid")).isZero();

        assertThat(count("member_change")).isEqualTo(1001);
        assertThat(failures.tally()).isEmpty();
    }

    @OnEachDatabase
    void dismissesAllOfOneReasonWithANote(Database database) {
        open(database);
        park("m-1", "unmapped-value");
        park("m-2", "heyloyalty-refused");

        assertThat(failures.dismissAll("unmapped-value", "astrid", "en prøve")).isEqualTo(1);
        assertThat(failures.dismissAll("unmapped-value", "astrid", "en prøve")).isZero();

        assertThat(failures.open()).extracting(Failure::memberId).containsExactly("m-2");
        Failure ended = failures.ofMember("m-1").get(0);
        assertThat(ended.note()).isEqualTo("en prøve");
        assertThat(ended.endedBy()).isEqualTo("astrid");
        assertThat(ended.endedAt()).isEqualTo(clock.instant());
        assertThat(count("member_change")).isZero();
    }

    @OnEachDatabase
    void isSupersededByANewerChangeOfTheSameMember(Database database) {
        open(database);
        park("m-1", "unmapped-value");
        park("m-2", "unmapped-value");

        queue.changed(Direction.OUTBOUND, "m-1", "feed");

        assertThat(failures.open()).extracting(Failure::memberId).containsExactly("m-2");
        assertThat(failures.ofMember("m-1")).extracting(Failure::status).isEqualTo(List.of("superseded"));
    }

    @OnEachDatabase
    void knowsNothingOfAnUnknownNumber(Database database) {
        open(database);

        assertThat(failures.find(4711)).isEmpty();
        assertThat(failures.replay(4711, "operator")).isFalse();
        assertThat(failures.dismiss(4711, "operator", "")).isFalse();
    }

    private void park(String memberId, String reason) {
        failures.park(claim(memberId), reason, "the country has no counterpart");
    }

    private Change claim(String memberId) {
        queue.dueNow(Direction.OUTBOUND, memberId, "feed");
        return claimOne();
    }
}
