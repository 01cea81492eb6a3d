package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.membersync.businesscentral.ChangeHint;
import org.membersync.decision.Direction;
import org.membersync.state.ChangeQueue.Waiting;

class EventHintsTest extends StateTestSupport {

    private static final String ANNA = "11111111-2222-4333-8444-555555555555";
    private static final String SOEREN = "22222222-2222-4333-8444-555555555555";
    private static final String CLUB = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

    @OnEachDatabase
    void queuesAMemberForWhenTheyAreSettled(Database database) {
        open(database);

        eventHints.queue(hint(List.of(ANNA), List.of()));

        assertThat(queue.all()).singleElement().satisfies(change -> {
            assertThat(change.direction()).isEqualTo(Direction.OUTBOUND);
            assertThat(change.memberId()).isEqualTo(ANNA);
            assertThat(change.source()).isEqualTo("event");
            assertThat(change.settledAt()).isEqualTo(START.plus(SETTLE));
        });
    }

    @OnEachDatabase
    void queuesTheKnownMembersOfAMembership(Database database) {
        open(database);
        directory.rememberRoles(ANNA, List.of(CLUB));
        directory.rememberRoles(SOEREN, List.of(CLUB));

        eventHints.queue(hint(List.of(ANNA), List.of(CLUB)));

        assertThat(queue.all())
                .extracting(Waiting::direction, Waiting::memberId)
                .containsExactlyInAnyOrder(tuple(Direction.OUTBOUND, ANNA), tuple(Direction.OUTBOUND, SOEREN));
    }

    @OnEachDatabase
    void queuesAMembershipWhoseMembersAreNotKnown(Database database) {
        open(database);

        eventHints.queue(hint(List.of(), List.of(CLUB)));

        assertThat(queue.all())
                .extracting(Waiting::direction, Waiting::memberId)
                .containsExactly(tuple(Direction.MEMBERSHIP, CLUB));
    }

    @OnEachDatabase
    void outlivesTheSameHintAtTheSameTime(Database database) throws Exception {
        open(database);
        ChangeHint hint = hint(List.of(ANNA, SOEREN), List.of(CLUB));
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int call = 0; call < 20; call++) {
                calls.add(callers.submit(() -> eventHints.queue(hint)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            callers.shutdownNow();
        }

        assertThat(count("member_change")).isEqualTo(3);
    }

    private static ChangeHint hint(List<String> members, List<String> memberships) {
        return new ChangeHint(new TreeSet<>(members), new TreeSet<>(memberships));
    }
}
