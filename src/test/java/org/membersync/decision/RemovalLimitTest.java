package org.membersync.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.membersync.decision.RemovalLimit.Verdict;

/** How many may be removed before an operator is asked (quality P9). */
class RemovalLimitTest {

    @Test
    void aShareIsOfTheLinkedActiveMembersAndNeverLessThanTen() {
        RemovalLimit limit = RemovalLimit.parse(" 5 % ");

        assertThat(limit.of(0)).isEqualTo(10);
        assertThat(limit.of(219)).isEqualTo(10);
        assertThat(limit.of(220)).isEqualTo(11);
        assertThat(limit.of(1_000_000)).isEqualTo(50_000);
        assertThat(RemovalLimit.parse("0.5%").of(10_000)).isEqualTo(50);
    }

    @Test
    void aNumberIsMeantAsItStandsAndZeroAsksForEachSingleOne() {
        assertThat(RemovalLimit.parse("200").of(7)).isEqualTo(200);
        assertThat(RemovalLimit.verdict(RemovalLimit.parse("0").of(7), 0, 1, 1)).isEqualTo(Verdict.HOLD);
    }

    @Test
    void nothingElseIsALimit() {
        for (String wrong : List.of("", "%", "five", "-1", "-1%", "101%", "2.5")) {
            assertThatThrownBy(() -> RemovalLimit.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** A list that is worked on: each number is a change, removals are the odd ones. */
    private static final class Work {

        private final Deque<Integer> open = new ArrayDeque<>();
        private final List<Integer> held = new ArrayList<>();
        private int removed;
        private boolean asked;

        void arrive(int change) {
            open.add(change);
        }

        void turn(long limit) {
            Integer change = open.poll();
            if (change == null) {
                review(limit);
            } else if (change % 2 != 0 && verdict(limit, open.size() + 1L) == Verdict.ADMIT) {
                removed++;
            } else if (change % 2 != 0) {
                held.add(change);
            }
        }

        void review(long limit) {
            Verdict verdict = held.isEmpty() ? Verdict.WAIT : verdict(limit, open.size());
            asked |= verdict == Verdict.HOLD;
            if (verdict == Verdict.ADMIT) {
                open.addAll(held);
                held.clear();
            }
        }

        private Verdict verdict(long limit, long undecided) {
            return RemovalLimit.verdict(limit, removed, undecided + held.size(), held.size());
        }
    }

    @Property(tries = 2000, seed = "318591567085203298")
    void moreThanTheLimitAtOnceAreHeldBeforeTheFirstAndFewerAreAllCarriedOut(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 1000) Integer> changes,
            @ForAll @IntRange(min = 0, max = 30) int limit) {
        Work work = new Work();
        changes.forEach(work::arrive);
        long removals = changes.stream().filter(change -> change % 2 != 0).count();

        for (int turn = 0; turn < 3 * changes.size() + 3; turn++) {
            work.turn(limit);
        }

        assertThat(work.removed).isEqualTo(removals > limit ? 0 : (int) removals);
        assertThat(work.asked).isEqualTo(removals > limit);
    }

    @Property(tries = 2000, seed = "318591567085203298")
    void howeverChangesComeInNeverMoreThanTheLimitAreRemoved(
            @ForAll @Size(max = 120) List<@IntRange(min = -1, max = 1000) Integer> steps,
            @ForAll @IntRange(min = 0, max = 30) int limit) {
        Work work = new Work();
        for (int step : steps) {
            if (step < 0) {
                work.review(limit);
            } else if (step % 3 == 0) {
                work.turn(limit);
            } else {
                work.arrive(step);
            }
            assertThat(work.removed).isLessThanOrEqualTo(limit);
        }
        for (int turn = 0; turn < 3 * steps.size() + 3; turn++) {
            work.turn(limit);
        }
        assertThat(work.removed).isLessThanOrEqualTo(limit);
        assertThat(work.open).isEmpty();
        assertThat(work.asked || work.held.isEmpty()).as("nobody waits unseen").isTrue();
    }
}
