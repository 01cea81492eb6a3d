package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.support.MemberBuilder;

class ListChangesTest extends StateTestSupport {

    private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");

    @OnEachDatabase
    void readsPagesUntilWhatIsKnown(Database database) {
        open(database);
        known();

        ListCursor first = listChanges.begin();
        ListCursor second = listChanges.take(first, List.of(out("a", 60), out("b", 50)), true);
        assertThat(second.isOpen()).isTrue();
        assertThat(second.page()).isEqualTo(2);
        ListCursor done = listChanges.take(second, List.of(out("c", 40), out("old", -10)), true);

        assertThat(done.isOpen()).isFalse();
        assertThat(queued()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @OnEachDatabase
    void queuesNothingTwiceWithinTheOverlap(Database database) {
        open(database);
        known();
        listChanges.take(listChanges.begin(), List.of(out("a", 1)), false);
        assertThat(queued()).containsExactly("a");

        listChanges.take(listChanges.begin(), List.of(out("a", 1)), false);
        assertThat(queued()).isEmpty();

        listChanges.take(listChanges.begin(), List.of(out("a", 2), out("late", 0)), false);
        assertThat(queued()).containsExactlyInAnyOrder("a", "late");
    }

    @OnEachDatabase
    void startsAgainWhereAnUnfinishedReadingStarted(Database database) {
        open(database);
        known();
        ListCursor before = listChanges.begin();
        listChanges.take(before, List.of(out("a", 600)), true);

        assertThat(listChanges.begin()).isEqualTo(before);
    }

    @OnEachDatabase
    void leavesAloneWhoIsActiveOrKnownToBeUnsubscribed(Database database) {
        open(database);
        known();
        links.save(
                MemberLink.active(MemberBuilder.ID, MemberBuilder.NUMBER, "known")
                        .unsubscribed(T, UnsubscribedBy.HEYLOYALTY),
                T);

        listChanges.take(
                listChanges.begin(),
                List.of(out("known", 9), new HeyLoyaltyMember("active", Status.ACTIVE, null, at(8), Map.of())),
                false);

        assertThat(queued()).isEmpty();
    }

    @OnEachDatabase
    void readsOnAnEmptyList(Database database) {
        open(database);

        assertThat(listChanges.take(listChanges.begin(), List.of(), false).isOpen())
                .isFalse();
        assertThat(listChanges.begin().since()).isNull();
    }

    /** The list was read up to {@link #T}. */
    private void known() {
        listChanges.take(listChanges.begin(), List.of(out("first", 0)), true);
        assertThat(queued()).containsExactly("first");
        assertThat(listChanges.begin().since()).isEqualTo(T.minus(Duration.ofMinutes(5)));
    }

    private static HeyLoyaltyMember out(String id, int minutes) {
        return new HeyLoyaltyMember(id, Status.UNSUBSCRIBED, at(minutes), at(minutes), Map.of());
    }

    private static Instant at(int minutes) {
        return T.plus(Duration.ofMinutes(minutes));
    }

    private List<String> queued() {
        List<Change> claimed = queue.claim(100, false);
        assertThat(claimed).allMatch(change -> change.direction() == Direction.INBOUND);
        claimed.forEach(queue::complete);
        return claimed.stream().map(Change::memberId).toList();
    }
}
