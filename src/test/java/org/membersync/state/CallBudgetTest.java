package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

class CallBudgetTest extends StateTestSupport {

    private CallBudget budget(int limit) {
        return new CallBudget(jdbc, transaction, clock, "business-central", limit);
    }

    private static int takeAll(CallBudget budget) {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }

    @OnEachDatabase
    void processesHaveOneBudgetTogetherAndARestartStartsNoNewOne(Database database) {
        open(database);
        CallBudget one = budget(700);
        CallBudget other = budget(700);
        int taken = 0;
        for (int i = 0; i < 300; i++) {
            taken += (one.take() ? 1 : 0) + (other.take() ? 1 : 0);
        }

        int rest = takeAll(other) + takeAll(one);

        assertThat(taken + rest).isEqualTo(700);
        assertThat(takeAll(budget(700))).isZero();
    }

    @OnEachDatabase
    void neverMoreThanTheLimitInAnyFiveMinutes(Database database) {
        open(database);
        CallBudget budget = budget(100);
        assertThat(takeAll(budget)).isEqualTo(100);

        clock.advance(Duration.ofMinutes(5));
        assertThat(budget.take()).as("calls of five minutes ago still count").isFalse();
        clock.advance(Duration.ofSeconds(20));
        assertThat(takeAll(budget)).isEqualTo(100);
    }

    @OnEachDatabase
    void givesBackWhatASlotLeft(Database database) {
        open(database);
        CallBudget budget = budget(5000);
        assertThat(budget.take()).isTrue();
        assertThat(rows("call_budget").get(0).get("calls")).isEqualTo(50);

        clock.advance(Duration.ofSeconds(10));
        assertThat(budget.take()).isTrue();

        assertThat(jdbc.sql("SELECT SUM(calls) FROM call_budget")
                        .query(Integer.class)
                        .single())
                .as("one call, and one reserve")
                .isEqualTo(51);
    }

    @OnEachDatabase
    void doesNotWaitForCallsThatAWrongClockNoted(Database database) {
        open(database);
        clock.advance(Duration.ofDays(400));
        takeAll(budget(100));
        clock.advance(Duration.ofDays(-400));

        assertThat(takeAll(budget(100))).isEqualTo(100);
    }
}
