package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

class InstancesTest extends StateTestSupport {

    private static final Duration SHORT = Duration.ofSeconds(20);

    private long nanos;

    private Instances instance() {
        return new Instances(jdbc, clock, SHORT, () -> nanos);
    }

    private void pass(Duration time) {
        clock.advance(time);
        nanos += time.toNanos();
    }

    @OnEachDatabase
    void oneAloneHasAllTheCalls(Database database) {
        open(database);
        Instances one = instance();
        assertThat(one.share(4)).as("before the first heartbeat").isZero();

        one.beat();

        assertThat(one.share(4)).isEqualTo(4);
        assertThat(one.count()).isEqualTo(1);
    }

    @OnEachDatabase
    void aNewOneWaitsUntilTheOthersLeftItItsShare(Database database) {
        open(database);
        Instances one = instance();
        Instances two = instance();
        one.beat();
        pass(Duration.ofSeconds(7));
        two.beat();
        assertThat(one.share(5)).isEqualTo(5);
        assertThat(two.share(5)).isZero();

        pass(Duration.ofSeconds(6));
        one.beat();
        two.beat();

        assertThat(one.share(5) + two.share(5)).isEqualTo(5);
        assertThat(one.share(5)).isBetween(2, 3);
        assertThat(one.share(1) + two.share(1)).isEqualTo(1);
    }

    @OnEachDatabase
    void theShareOfOneThatEndsComesBackAtOnceAndOfOneThatDiesAfterItsLease(Database database) {
        open(database);
        Instances one = instance();
        Instances two = instance();
        one.beat();
        pass(Duration.ofSeconds(7));
        two.beat();
        two.leave();
        one.beat();
        assertThat(one.share(4)).isEqualTo(4);

        two.beat();
        pass(SHORT);
        one.beat();
        assertThat(one.share(4)).isEqualTo(2);
        pass(Duration.ofSeconds(1));
        one.beat();
        assertThat(one.share(4)).isEqualTo(4);
    }

    @OnEachDatabase
    void oneThatStoodStillHasNoShareUntilItCameAnew(Database database) {
        open(database);
        Instances one = instance();
        Instances two = instance();
        one.beat();
        pass(Duration.ofSeconds(7));
        two.beat();
        pass(Duration.ofSeconds(6));
        one.beat();
        two.beat();
        assertThat(one.share(4)).isEqualTo(2);

        for (int beat = 0; beat < 12; beat++) {
            pass(Duration.ofSeconds(5));
            two.beat();
        }
        assertThat(one.share(4)).isZero();
        one.beat();
        assertThat(one.share(4)).as("the other has it all").isZero();
        assertThat(two.share(4)).isEqualTo(4);

        pass(Duration.ofSeconds(6));
        two.beat();
        one.beat();
        assertThat(one.share(4)).isEqualTo(2);
        assertThat(two.share(4)).isEqualTo(2);
    }
}
