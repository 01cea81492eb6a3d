package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;

class PausesTest extends StateTestSupport {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @OnEachDatabase
    void aPausedDirectionIsNotClaimedAndTheOtherOneIs(Database database) {
        open(database);
        changedEverything();

        pauses.pause(Direction.OUTBOUND, "astrid", "HeyLoyalty is being moved");

        assertThat(queue.claim(10, false)).extracting(Change::direction).containsExactly(Direction.INBOUND);
        assertThat(queue.isDue(false)).isFalse();
        assertThat(pauses.resume(Direction.OUTBOUND, "bo")).isTrue();
        assertThat(queue.claim(10, false))
                .extracting(Change::direction)
                .containsExactlyInAnyOrder(Direction.OUTBOUND, Direction.MEMBERSHIP);
    }

    @OnEachDatabase
    void pausedInboundLeavesOutboundGoing(Database database) {
        open(database);
        changedEverything();

        pauses.pause(Direction.INBOUND, "astrid", "");

        assertThat(queue.claim(10, false))
                .extracting(Change::direction)
                .containsExactlyInAnyOrder(Direction.OUTBOUND, Direction.MEMBERSHIP);
    }

    @OnEachDatabase
    void keepsWhoPausedWhenAndWhy(Database database) {
        open(database);

        assertThat(pauses.pause(Direction.INBOUND, "astrid", "a campaign")).isTrue();
        clock.advance(MINUTE);
        assertThat(pauses.pause(Direction.INBOUND, "bo", "another reason")).isFalse();

        assertThat(pauses.find(Direction.INBOUND)).hasValueSatisfying(pause -> {
            assertThat(pause.who()).isEqualTo("astrid");
            assertThat(pause.reason()).isEqualTo("a campaign");
            assertThat(pause.since()).isEqualTo(START);
        });
        assertThat(pauses.resume(Direction.INBOUND, "bo")).isTrue();
        assertThat(pauses.resume(Direction.INBOUND, "bo")).isFalse();
        assertThat(pauses.find(Direction.INBOUND)).isEmpty();
        assertThat(pauses.latest(5)).singleElement().satisfies(pause -> {
            assertThat(pause.resumedBy()).isEqualTo("bo");
            assertThat(pause.resumedAt()).isEqualTo(clock.instant());
        });
    }

    @OnEachDatabase
    void aRefusedTurnStopsItsOwnDirectionOnly(Database database) {
        open(database);
        changedEverything();

        holds.hold(Direction.INBOUND, MINUTE, "business-central-access", "Business Central forbids the change (403)");

        assertThat(queue.claim(10, false))
                .extracting(Change::direction)
                .containsExactlyInAnyOrder(Direction.OUTBOUND, Direction.MEMBERSHIP);
        clock.advance(MINUTE);
        assertThat(queue.claim(10, false)).extracting(Change::direction).containsExactly(Direction.INBOUND);
        holds.mended();
        assertThat(holds.find(Direction.INBOUND)).isEmpty();
    }

    @OnEachDatabase
    void aRefusedPollIsShownUntilItGetsThroughAndStopsNoTurn(Database database) {
        open(database);
        changedEverything();

        assertThat(holds.refused(Direction.OUTBOUND, "poll-bc-members", MINUTE, "business-central-access", "refused"))
                .isTrue();
        assertThat(holds.refused(Direction.OUTBOUND, "poll-bc-members", MINUTE, "business-central-access", "refused"))
                .isFalse();

        assertThat(queue.claim(10, false)).hasSize(3);
        clock.advance(MINUTE.multipliedBy(5));
        holds.mended();
        assertThat(holds.find(Direction.OUTBOUND)).hasValueSatisfying(hold -> {
            assertThat(hold.stopsWork()).isFalse();
            assertThat(hold.since()).isEqualTo(START);
        });
        polls.gotThrough("poll-heyloyalty-members");
        assertThat(holds.find(Direction.OUTBOUND)).isPresent();
        polls.gotThrough("poll-bc-members");
        assertThat(holds.find(Direction.OUTBOUND)).isEmpty();
        assertThat(polls.gotThroughAt("poll-bc-members")).contains(clock.instant());
    }

    private void changedEverything() {
        queue.changed(Direction.OUTBOUND, "m-1", "feed");
        queue.changed(Direction.INBOUND, "90001", "webhook");
        queue.changed(Direction.MEMBERSHIP, "s-1", "feed");
    }
}
