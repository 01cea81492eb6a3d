package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.businesscentral.Feed;
import org.membersync.businesscentral.FeedPage;
import org.membersync.businesscentral.FeedRow;
import org.membersync.businesscentral.FeedRow.AttributeRow;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.businesscentral.FeedRow.MembershipEntryRow;
import org.membersync.businesscentral.FeedRow.MembershipRow;
import org.membersync.decision.Change;
import org.membersync.decision.MemberLink;
import org.membersync.member.Newsletter;
import org.membersync.state.FeedCursor.Phase;

class FeedRecordingTest extends StateTestSupport {

    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final int MEMBER_TABLE = 6060126;

    @OnEachDatabase
    void savesChangesAndWatermarkTogether(Database database) {
        open(database);
        FeedCursor done = read(Feed.MM_MEMBER, old("m-1", 10), old("m-2", 11));

        assertThat(done.isOpen()).isFalse();
        assertThat(settled(Feed.MM_MEMBER)).isEqualTo(11);
        assertThat(changed()).containsExactly("m-1", "m-2");
        assertThat(directory.member("m-2").orElseThrow().number()).isEqualTo("M-m-2");
    }

    @OnEachDatabase
    void savesNothingOfAPageThatFailsInTheMiddle(Database database) {
        open(database);
        FeedCursor cursor = cursor(Feed.MM_MEMBER);
        Directory failing = FailingDirectory.at("m-2", directory);
        FeedRecording recording = new FeedRecording(transaction, watermarks, failing, queue, OVERLAP);

        assertThatThrownBy(() -> recording.take(cursor, page(old("m-1", 10), old("m-2", 11)), clock.instant()))
                .hasMessage("the database went away");

        assertThat(watermarks.find(Feed.MM_MEMBER)).isEmpty();
        assertThat(count("feed_seen")).isZero();
        assertThat(count("bc_member")).isZero();
        assertThat(changed()).isEmpty();
        assertThat(read(Feed.MM_MEMBER, old("m-1", 10), old("m-2", 11)).isOpen())
                .isFalse();
        assertThat(changed()).containsExactly("m-1", "m-2");
    }

    @OnEachDatabase
    void dropsRowsOfTheOverlapThatWereSeen(Database database) {
        open(database);
        read(Feed.MM_MEMBER, old("m-1", 10), recent("m-2", 11));
        assertThat(settled(Feed.MM_MEMBER)).isEqualTo(10);
        work();

        read(Feed.MM_MEMBER, old("m-1", 10), recent("m-2", 11));
        assertThat(changed()).isEmpty();
        read(Feed.MM_MEMBER, old("m-1", 10), recent("m-2", 12));
        assertThat(changed()).as("a new version of a seen row").containsExactly("m-2");
    }

    @OnEachDatabase
    void takesARowThatComesInLateInsideTheOverlap(Database database) {
        open(database);
        read(Feed.MM_MEMBER, old("m-1", 10), recent("m-3", 13));
        work();

        read(Feed.MM_MEMBER, old("m-1", 10), recent("m-2", 12), recent("m-3", 13));

        assertThat(changed()).containsExactly("m-2");
    }

    @OnEachDatabase
    void settlesRowsOnceTheyAreOlderThanTheOverlap(Database database) {
        open(database);
        FeedRow row = recent("m-1", 10);
        read(Feed.MM_MEMBER, row);
        assertThat(settled(Feed.MM_MEMBER)).isZero();
        work();

        clock.advance(OVERLAP.plusSeconds(1));
        read(Feed.MM_MEMBER, row);

        assertThat(settled(Feed.MM_MEMBER)).isEqualTo(10);
        assertThat(count("feed_seen")).isEqualTo(1);
        read(Feed.MM_MEMBER, row);
        assertThat(changed()).isEmpty();
    }

    @OnEachDatabase
    void goesOnWhereAReadingBrokeOff(Database database) {
        open(database);
        FeedCursor second = recording()
                .take(cursor(Feed.MM_MEMBER), linked("next", old("m-1", 10), old("m-2", 11)), clock.instant());
        assertThat(second.phase()).isEqualTo(Phase.NEXT_PAGE);
        assertThat(second.nextLink()).isEqualTo("next");
        assertThat(watermarks.find(Feed.MM_MEMBER).orElseThrow().complete()).isFalse();
        assertThat(watermarks.completeSince()).isEmpty();

        assertThat(cursor(Feed.MM_MEMBER).settled()).isEqualTo(11);
        read(Feed.MM_MEMBER, old("m-2", 11), old("m-3", 12));

        assertThat(changed()).containsExactly("m-1", "m-2", "m-3");
        assertThat(claimed("m-2").revision()).isEqualTo(1);
    }

    @OnEachDatabase
    void countsARowOnceThatMovesBetweenPages(Database database) {
        open(database);
        FeedCursor second = recording()
                .take(cursor(Feed.MM_MEMBER), linked("next", recent("m-1", 10), recent("m-2", 11)), clock.instant());
        recording().take(second, page(recent("m-2", 11), recent("m-1", 12)), clock.instant());

        assertThat(claimed("m-2").revision()).isEqualTo(1);
        assertThat(claimed("m-1").revision()).isEqualTo(2);
    }

    @OnEachDatabase
    void readsARestoredDatabaseAgainWhenItsNewestRowLiesBehind(Database database) {
        open(database);
        read(Feed.MM_MEMBER, old("m-1", 10), old("m-2", 20));
        work();

        FeedCursor doubtful = read(Feed.MM_MEMBER);
        assertThat(doubtful.phase()).isEqualTo(Phase.NEWEST_ROW);
        FeedCursor again = recording().take(doubtful, page(old("m-1", 10)), clock.instant());

        assertThat(again.phase()).isEqualTo(Phase.FIRST_PAGE);
        assertThat(again.settled()).isZero();
        recording().take(again, page(old("m-1", 10)), clock.instant());
        assertThat(changed()).containsExactly("m-1");
        assertThat(settled(Feed.MM_MEMBER)).isEqualTo(10);
    }

    @OnEachDatabase
    void readsARestoredDatabaseAgainWhenAnotherRowHasTheLastPosition(Database database) {
        open(database);
        read(Feed.MM_MEMBER, old("m-1", 10), old("m-2", 20));
        work();

        FeedCursor again = read(Feed.MM_MEMBER, old("m-9", 20), old("m-8", 21));

        assertThat(again.phase()).isEqualTo(Phase.FIRST_PAGE);
        assertThat(again.settled()).isZero();
        assertThat(changed()).isEmpty();
        recording().take(again, page(old("m-1", 10), old("m-9", 20), old("m-8", 21)), clock.instant());
        assertThat(changed()).containsExactly("m-1", "m-8", "m-9");
    }

    @OnEachDatabase
    void takesReusedEntryNumbersOfARestoredDatabase(Database database) {
        open(database);
        prime();
        read(Feed.MM_MEMBERSHIPS, membership("ms-old", 10, 7));
        read(Feed.MM_MEMBER, member("m-old", 11, 17, old()));
        work();
        read(Feed.MM_MEMBERSHIPS, membership("ms-old", 10, 7), membership("ms-new", 12, 7));
        read(Feed.MM_MEMBER, member("m-old", 11, 17, old()), member("m-new", 13, 17, old()));
        work();

        read(Feed.ATTRIBUTE_VALUE_SETS, new AttributeRow("a-1", old().toEpochMilli(), old(), MEMBER_TABLE, 17));
        assertThat(changed()).containsExactly("m-new");
        read(Feed.MM_MEMBERSHIP_ENTRIES, entry("e-1", 14, 7));
        assertThat(changed()).contains("ms-new");
    }

    @OnEachDatabase
    void restsWithOnePageWhenNothingHappened(Database database) {
        open(database);
        read(Feed.MM_MEMBER, old("m-1", 10));
        work();

        FeedCursor idle = read(Feed.MM_MEMBER, old("m-1", 10));

        assertThat(idle.isOpen()).isFalse();
        assertThat(changed()).isEmpty();
        assertThat(settled(Feed.MM_MEMBER)).isEqualTo(10);
    }

    @OnEachDatabase
    void restsWhenTheNewestRowIsTheOneThatMovedOn(Database database) {
        open(database);
        read(Feed.MM_MEMBER, old("m-1", 10));
        FeedCursor doubtful = read(Feed.MM_MEMBER);

        assertThat(recording()
                        .take(doubtful, page(old("m-1", 12)), clock.instant())
                        .isOpen())
                .isFalse();
        assertThat(settled(Feed.MM_MEMBER)).isEqualTo(10);
    }

    @OnEachDatabase
    void endsAnEmptyFeedAtItsBeginning(Database database) {
        open(database);

        assertThat(read(Feed.MM_MEMBER).isOpen()).isFalse();
        assertThat(watermarks.find(Feed.MM_MEMBER).orElseThrow().complete()).isTrue();
    }

    @OnEachDatabase
    void queuesNothingForMembershipsOfTheFirstReading(Database database) {
        open(database);
        FeedCursor second = recording()
                .take(cursor(Feed.MM_MEMBERSHIPS), linked("next", membership("ms-1", 1, 1)), clock.instant());
        recording().take(second, page(membership("ms-2", 2, 2)), clock.instant());
        read(Feed.MM_MEMBERSHIP_ENTRIES, entry("e-1", 3, 1));
        read(Feed.ATTRIBUTE_VALUE_SETS, new AttributeRow("a-1", old().toEpochMilli(), old(), MEMBER_TABLE, 17));

        assertThat(changed()).isEmpty();
        assertThat(directory.membershipByEntryNo(2)).contains("ms-2");
        assertThat(directory.itemNumbers(List.of("ms-1"))).isEqualTo(Map.of("ms-1", "MM-GOLD"));
    }

    @OnEachDatabase
    void queuesTheMembersOfAChangedMembershipEntryOrAttribute(Database database) {
        open(database);
        prime();
        read(Feed.MM_MEMBERSHIPS, membership("ms-1", 1, 1));
        read(Feed.MM_MEMBER, member("m-1", 2, 17, old()));
        directory.rememberRoles("m-1", List.of("ms-1"));
        work();

        read(Feed.MM_MEMBERSHIPS, membership("ms-1", 3, 1));
        assertThat(changed()).containsExactly("m-1");
        work();
        read(Feed.MM_MEMBERSHIP_ENTRIES, entry("e-1", 4, 1));
        assertThat(changed()).containsExactly("m-1");
        work();
        read(Feed.ATTRIBUTE_VALUE_SETS, new AttributeRow("a-1", old().toEpochMilli(), old(), MEMBER_TABLE, 17));
        assertThat(changed()).containsExactly("m-1");
        work();
        read(Feed.ATTRIBUTE_VALUE_SETS, new AttributeRow("a-2", old().toEpochMilli(), old(), 18, 17));
        assertThat(changed()).as("another table's attribute").isEmpty();
    }

    @OnEachDatabase
    void takesEveryRowOfOneMomentInAFeedThatIsOrderedByTime(Database database) {
        open(database);
        prime();
        read(Feed.MM_MEMBER, member("m-1", 2, 17, old()), member("m-2", 3, 18, old()));
        work();
        long moment = old().toEpochMilli();
        read(Feed.ATTRIBUTE_VALUE_SETS, new AttributeRow("a-1", moment, old(), MEMBER_TABLE, 17));
        work();

        FeedCursor cursor = read(
                Feed.ATTRIBUTE_VALUE_SETS,
                new AttributeRow("a-0", moment, old(), MEMBER_TABLE, 18),
                new AttributeRow("a-1", moment, old(), MEMBER_TABLE, 17));

        assertThat(cursor.isOpen()).as("no restart").isFalse();
        assertThat(changed()).containsExactly("m-2");
    }

    @OnEachDatabase
    void aLinkedMemberWhoNoLongerSaysYesIsWorkedOnBeforeAllWhoWaitLonger(Database database) {
        open(database);
        links.save(MemberLink.active("m-9", "M-m-9", "hl-9"), START);
        read(Feed.MM_MEMBER, old("m-1", 10), old("m-2", 11), no("m-3", 12));
        clock.advance(Duration.ofMinutes(1));

        read(Feed.MM_MEMBER, no("m-9", 13));

        settle();
        assertThat(queue.claim(10, true)).extracting(Change::memberId).containsExactly("m-9", "m-1", "m-2", "m-3");
    }

    private static FeedRow no(String id, long position) {
        return new MemberRow(id, position, old(), (int) position, "M-" + id, "DK", "", Newsletter.NO, null);
    }

    private void prime() {
        for (Feed feed : Feed.values()) {
            read(feed);
        }
        assertThat(watermarks.completeSince()).isPresent();
    }

    private FeedRecording recording() {
        return new FeedRecording(transaction, watermarks, directory, queue, OVERLAP);
    }

    private FeedCursor read(Feed feed, FeedRow... rows) {
        return recording().take(cursor(feed), page(rows), clock.instant());
    }

    private FeedCursor cursor(Feed feed) {
        return new FeedReading(null, watermarks, recording(), clock)
                .cursors(null).stream()
                        .filter(cursor -> cursor.feed() == feed)
                        .findFirst()
                        .orElseThrow();
    }

    private long settled(Feed feed) {
        return watermarks.find(feed).orElseThrow().settled();
    }

    private List<String> changed() {
        return jdbc.sql("SELECT member_id FROM member_change ORDER BY member_id")
                .query(String.class)
                .list();
    }

    private Change claimed(String memberId) {
        queue.releaseAll();
        return queue.claim(100, false).stream()
                .filter(change -> change.memberId().equals(memberId))
                .findFirst()
                .orElseThrow();
    }

    /** Ends every open change. */
    private void work() {
        queue.claim(100, false).forEach(queue::complete);
    }

    private static FeedPage page(FeedRow... rows) {
        return new FeedPage(List.of(rows), Optional.empty());
    }

    private static FeedPage linked(String link, FeedRow... rows) {
        return new FeedPage(List.of(rows), Optional.of(link));
    }

    private FeedRow old(String id, long position) {
        return member(id, position, (int) position, old());
    }

    private FeedRow recent(String id, long position) {
        return member(id, position, (int) position, clock.instant().minusSeconds(30));
    }

    private static Instant old() {
        return START.minus(Duration.ofDays(1));
    }

    private static FeedRow member(String id, long position, int entryNo, Instant modifiedAt) {
        return new MemberRow(id, position, modifiedAt, entryNo, "M-" + id, "DK", "", Newsletter.YES, null);
    }

    private static FeedRow membership(String id, long position, int entryNo) {
        return new MembershipRow(id, position, old(), entryNo, "MS-" + entryNo, "GOLD");
    }

    private static FeedRow entry(String id, long position, int membershipEntryNo) {
        return new MembershipEntryRow(id, position, old(), 1, membershipEntryNo, "MM-GOLD", null, null, false);
    }
}
