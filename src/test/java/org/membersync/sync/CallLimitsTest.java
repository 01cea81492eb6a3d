package org.membersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.membersync.failure.SystemUnavailableException;

class CallLimitsTest {

    private final AtomicInteger share = new AtomicInteger(2);
    private final AtomicInteger budget = new AtomicInteger(1000);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CallLimits limits = new CallLimits(
            Map.of("heyloyalty", new CallLimits.Limit(4, () -> budget.getAndDecrement() > 0)),
            limit -> share.get(),
            stopping::get);

    @Test
    void letsNoMoreInThanItsShareAndTheNextOneWhenOneLeaves() throws Exception {
        limits.enter("heyloyalty");
        limits.enter("heyloyalty");
        CompletableFuture<Void> third = entering();

        assertThat(third).isNotDone();
        limits.leave("heyloyalty");

        assertThat(third).succeedsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void followsItsShareAsItGrowsAndShrinks() throws Exception {
        limits.enter("heyloyalty");
        limits.enter("heyloyalty");
        share.set(1);
        CompletableFuture<Void> third = entering();
        limits.leave("heyloyalty");
        Awaitility.await().during(300, TimeUnit.MILLISECONDS).until(() -> !third.isDone());

        share.set(3);

        assertThat(third).succeedsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void waitsWhileTheBudgetIsUsedUp() {
        budget.set(0);
        CompletableFuture<Void> waiting = entering();
        assertThat(waiting).isNotDone();

        budget.set(1);

        assertThat(waiting).succeedsWithin(5, TimeUnit.SECONDS);
    }

    @Test
    void doesNotHoldUpAStopUntilTheBudgetHasRoom() {
        budget.set(0);
        stopping.set(true);

        assertThatThrownBy(() -> limits.enter("heyloyalty"))
                .isInstanceOf(SystemUnavailableException.class)
                .hasMessageContaining("membersync.heyloyalty");
    }

    @Test
    void givesUpACallInHandThatDoesNotEndWhenTheProgramStops() {
        CallLimits full = new CallLimits(
                Map.of("heyloyalty", new CallLimits.Limit(4, () -> true)), limit -> 0, () -> true, Duration.ZERO);

        assertThatThrownBy(() -> full.enter("heyloyalty"))
                .isInstanceOf(SystemUnavailableException.class)
                .hasMessageContaining("membersync.heyloyalty");
    }

    @Test
    void waitsForACallInHandThoughTheProgramStops() throws Exception {
        limits.enter("heyloyalty");
        limits.enter("heyloyalty");
        stopping.set(true);
        CompletableFuture<Void> third = entering();
        Awaitility.await().during(300, TimeUnit.MILLISECONDS).until(() -> !third.isDone());

        limits.leave("heyloyalty");

        assertThat(third).succeedsWithin(5, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> entering() {
        return CompletableFuture.runAsync(() -> {
            try {
                limits.enter("heyloyalty");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
