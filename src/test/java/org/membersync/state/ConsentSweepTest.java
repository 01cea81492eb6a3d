package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink;

class ConsentSweepTest extends StateTestSupport {

    private static final Duration SWEEP = Duration.ofHours(24);
    private static final Duration STEP = Duration.ofMinutes(30);

    @OnEachDatabase
    void readsEverybodyAgainWithinItsTimeWithoutABurst(Database database) {
        open(database);
        link(200);
        ConsentSweep sweep = new ConsentSweep(links, announcedWrites, queue, SWEEP, clock, transaction, jdbc);
        Set<String> read = new HashSet<>();

        for (Duration passed = Duration.ZERO; passed.compareTo(SWEEP) < 0; passed = passed.plus(STEP)) {
            clock.advance(STEP);
            assertThat(sweep.step()).as("a step's share").isLessThanOrEqualTo(11);
            for (Change change : queue.claim(1000, false)) {
                read.add(change.memberId());
                links.save(links.find(change.memberId()).orElseThrow(), clock.instant());
                queue.complete(change);
            }
        }

        assertThat(read).hasSize(200);
    }

    @OnEachDatabase
    void readsSoonWhoseLastReadingWasNotedByAClockThatWasAhead(Database database) {
        open(database);
        clock.advance(Duration.ofDays(400));
        link(3);
        clock.advance(Duration.ofDays(-400));

        ConsentSweep sweep = new ConsentSweep(links, announcedWrites, queue, SWEEP, clock, transaction, jdbc);
        sweep.step();
        clock.advance(SWEEP);
        sweep.step();

        assertThat(queue.claim(10, false)).hasSize(3);
    }

    @OnEachDatabase
    void leavesAloneWhoWasReadLately(Database database) {
        open(database);
        link(3);
        clock.advance(SWEEP.dividedBy(2));

        assertThat(new ConsentSweep(links, announcedWrites, queue, SWEEP, clock, transaction, jdbc).step())
                .isZero();
    }

    @OnEachDatabase
    void queuesNobodyTwice(Database database) {
        open(database);
        link(1);
        clock.advance(SWEEP);
        ConsentSweep sweep = new ConsentSweep(links, announcedWrites, queue, SWEEP, clock, transaction, jdbc);
        sweep.step();
        clock.advance(STEP);
        sweep.step();

        assertThat(queue.claim(10, false)).singleElement().satisfies(change -> {
            assertThat(change.revision()).isEqualTo(1);
            assertThat(change.source()).isEqualTo("sweep");
        });
    }

    @OnEachDatabase
    void isNotHeldUpByMembersWhoAreParkedEachTime(Database database) {
        open(database);
        link(40);
        clock.advance(SWEEP);
        ConsentSweep sweep = new ConsentSweep(links, announcedWrites, queue, SWEEP, clock, transaction, jdbc);
        Set<String> tried = new HashSet<>();
        int turns = 0;

        for (int step = 0; step < 48; step++) {
            clock.advance(STEP);
            sweep.step();
            for (Change change : queue.claim(1000, false)) {
                tried.add(change.memberId());
                turns++;
                failures.park(change, "unmapped-value", "the country has no counterpart");
            }
        }

        assertThat(tried).hasSize(40);
        assertThat(turns).as("each once or twice in the sweep's time").isLessThanOrEqualTo(80);
    }

    @OnEachDatabase
    void isThroughInTimeAlsoAfterALongPause(Database database) {
        open(database);
        link(50);
        ConsentSweep sweep = new ConsentSweep(links, announcedWrites, queue, SWEEP, clock, transaction, jdbc);
        sweep.step(clock.instant());
        clock.advance(Duration.ofDays(3));

        assertThat(sweep.step(clock.instant())).isEqualTo(50);
        assertThat(List.copyOf(queue.claim(100, false)))
                .extracting(Change::direction)
                .containsOnly(Direction.OUTBOUND);
    }

    private void link(int members) {
        Instant now = clock.instant();
        for (int i = 0; i < members; i++) {
            links.save(MemberLink.active("member-" + i, "M-" + i, "hl-" + i), now);
        }
    }
}
