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
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.support.MemberBuilder;

class ListChangesTest extends StateTestSupport {

    private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");

    /** Both clocks are right. */
    @Override
    void open(Database kind) {
        super.open(kind);
        clock.advance(Duration.between(clock.instant(), T));
    }

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
    void leavesAloneWhoIsKnownToBeUnsubscribed(Database database) {
        open(database);
        known();
        link("known", T, UnsubscribedBy.HEYLOYALTY);

        listChanges.take(listChanges.begin(), List.of(unsubscribed("known", 0, 9)), false);

        assertThat(queued()).isEmpty();
    }

    @OnEachDatabase
    void findsWhoIsNewSubscribedAgainOrEdited(Database database) {
        open(database);
        known();
        link("again", T, UnsubscribedBy.HEYLOYALTY);
        links.save(MemberLink.active("member-2", "M2", "edited"), T);
        bases.save("member-2", Map.of("firstname", FieldValue.of("Søren")));

        listChanges.take(
                listChanges.begin(), List.of(active("new", 9), active("again", 8), named("edited", 7, "Åse")), false);

        assertThat(queued()).containsExactlyInAnyOrder("new", "again", "edited");
    }

    @OnEachDatabase
    void ourOwnWritesAreNoNews(Database database) {
        open(database);
        known();
        links.save(MemberLink.active("member-2", "M2", "written"), T);
        bases.save("member-2", Map.of("firstname", FieldValue.of("Søren"), "email", FieldValue.empty()));

        listChanges.take(listChanges.begin(), List.of(named("written", 7, "Søren")), false);

        assertThat(queued()).isEmpty();
    }

    @OnEachDatabase
    void theFirstReadingTakesNobodyForNewWhoIsOnTheListAlready(Database database) {
        open(database);

        listChanges.take(listChanges.begin(), List.of(active("old", 9)), false);

        assertThat(queued()).isEmpty();
    }

    @OnEachDatabase
    void readsOnAnEmptyList(Database database) {
        open(database);

        assertThat(listChanges.take(listChanges.begin(), List.of(), false).isOpen())
                .isFalse();
        listChanges.take(listChanges.begin(), List.of(active("the first", 9)), false);
        assertThat(queued()).containsExactly("the first");
    }

    @OnEachDatabase
    void findsAnotherUnsubscriptionAfterAReactivation(Database database) {
        open(database);
        known();
        link("ours", T, UnsubscribedBy.MEMBERSYNC);
        listChanges.take(listChanges.begin(), List.of(unsubscribed("ours", 15, 20)), false);
        assertThat(queued()).isEmpty();

        listChanges.take(listChanges.begin(), List.of(unsubscribed("ours", 16, 21)), false);
        assertThat(queued()).containsExactly("ours");
    }

    @OnEachDatabase
    void findsAnotherUnsubscriptionRightAfterOurs(Database database) {
        open(database);
        known();
        link("ours", T, UnsubscribedBy.MEMBERSYNC);
        listChanges.take(listChanges.begin(), List.of(unsubscribed("ours", 1, 20)), false);
        assertThat(queued()).isEmpty();

        listChanges.take(listChanges.begin(), List.of(unsubscribed("ours", 2, 21)), false);
        assertThat(queued()).containsExactly("ours");
    }

    @OnEachDatabase
    void takesATimeThatHeyLoyaltyToldAsExact(Database database) {
        open(database);
        known();
        link("theirs", T, UnsubscribedBy.HEYLOYALTY);
        listChanges.take(listChanges.begin(), List.of(unsubscribed("theirs", 0, 20)), false);
        listChanges.take(
                listChanges.begin(),
                List.of(new HeyLoyaltyMember("theirs", Status.UNSUBSCRIBED, null, at(21), Map.of())),
                false);
        assertThat(queued()).isEmpty();

        listChanges.take(listChanges.begin(), List.of(unsubscribed("theirs", 1, 22)), false);
        assertThat(queued()).containsExactly("theirs");
    }

    @OnEachDatabase
    void queuesNothingOfAnErasedPerson(Database database) {
        open(database);
        known();
        suppressions.addEntry("erased");

        listChanges.take(listChanges.begin(), List.of(out("erased", 9)), false);

        assertThat(queued()).isEmpty();
    }

    @OnEachDatabase
    void keepsNoIdOfAnEntry(Database database) {
        open(database);
        known();
        listChanges.take(listChanges.begin(), List.of(out("entry-4711", 9)), false);

        assertThat(rows("list_seen")).isNotEmpty();
        assertThat(rows("list_seen").toString()).doesNotContain("entry-4711", "first");
    }

    @OnEachDatabase
    void findsAnUnsubscriptionWithinTheSecondOfAnEarlierPoll(Database database) {
        open(database);
        known();
        listChanges.take(listChanges.begin(), List.of(active("a", 5)), false);
        assertThat(queued()).as("new").containsExactly("a");

        listChanges.take(listChanges.begin(), List.of(out("a", 5)), false);
        assertThat(queued()).containsExactly("a");
    }

    @OnEachDatabase
    void readsOnePageWhenAnHourPassedSinceABulkLoad(Database database) {
        open(database);
        known();
        List<HeyLoyaltyMember> load = load(60);
        assertThat(pages(load)).isEqualTo(3);
        assertThat(pages(load)).as("while something may show late").isEqualTo(3);

        clock.advance(Duration.between(clock.instant(), at(120)));
        assertThat(pages(load)).as("the last within the overlap").isEqualTo(3);
        assertThat(pages(load)).isEqualTo(1);
    }

    @OnEachDatabase
    void readsOnePageAlsoWhenABulkLoadTookOneSecond(Database database) {
        open(database);
        known();
        List<HeyLoyaltyMember> load = load(0);
        assertThat(pages(load)).isEqualTo(3);
        clock.advance(Duration.between(clock.instant(), at(120)));
        assertThat(pages(load)).isEqualTo(3);

        assertThat(pages(load)).isEqualTo(1);
    }

    @OnEachDatabase
    void losesNothingOfAnIdleListWhenAReadingBreaksOff(Database database) {
        open(database);
        known();
        clock.advance(Duration.between(clock.instant(), at(60)));
        listChanges.take(listChanges.begin(), List.of(out("first", 0)), false);
        List<HeyLoyaltyMember> first = List.of(out("a", 62), out("b", 61));
        assertThat(listChanges.take(listChanges.begin(), first, true).isOpen()).isTrue();
        assertThat(queued()).containsExactlyInAnyOrder("a", "b");

        ListCursor again = listChanges.take(listChanges.begin(), first, true);
        assertThat(again.isOpen()).isTrue();
        listChanges.take(again, List.of(out("c", 60), out("first", 0)), true);
        assertThat(queued()).containsExactly("c");
    }

    @OnEachDatabase
    void findsWhatHappenedAfterAWatermarkFromTheFuture(Database database) {
        open(database);
        listChanges.take(listChanges.begin(), List.of(out("ahead", 60 * 24 * 400)), false);
        assertThat(queued()).containsExactly("ahead");

        clock.advance(Duration.ofMinutes(5));
        listChanges.take(listChanges.begin(), List.of(out("a", 3), out("old", -30)), false);

        assertThat(queued()).containsExactly("a");
        assertThat(listChanges.begin().since()).isEqualTo(at(3).minus(Duration.ofMinutes(5)));
    }

    /** Two and a half pages of entries that were changed within that many seconds. */
    private static List<HeyLoyaltyMember> load(int seconds) {
        return java.util.stream.IntStream.range(0, 25)
                .mapToObj(number -> new HeyLoyaltyMember(
                        "loaded-" + number,
                        Status.ACTIVE,
                        null,
                        at(60).minusSeconds((long) number * seconds / 25),
                        Map.of()))
                .toList();
    }

    /** How many pages of ten a reading of the list asks for. */
    private int pages(List<HeyLoyaltyMember> list) {
        ListCursor cursor = listChanges.begin();
        int pages = 0;
        while (cursor.isOpen()) {
            pages++;
            List<HeyLoyaltyMember> page =
                    list.subList((cursor.page() - 1) * 10, Math.min(list.size(), cursor.page() * 10));
            cursor = listChanges.take(cursor, page, page.size() == 10);
        }
        return pages;
    }

    private void link(String heyLoyaltyId, Instant when, UnsubscribedBy who) {
        links.save(
                MemberLink.active(MemberBuilder.ID, MemberBuilder.NUMBER, heyLoyaltyId)
                        .unsubscribed(when, who),
                T);
    }

    private static HeyLoyaltyMember unsubscribed(String id, int when, int changed) {
        return new HeyLoyaltyMember(id, Status.UNSUBSCRIBED, at(when), at(changed), Map.of());
    }

    private static HeyLoyaltyMember active(String id, int changed) {
        return new HeyLoyaltyMember(id, Status.ACTIVE, null, at(changed), Map.of());
    }

    private static HeyLoyaltyMember named(String id, int changed, String name) {
        return new HeyLoyaltyMember(id, Status.ACTIVE, null, at(changed), Map.of("firstname", FieldValue.of(name)));
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
