package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.membersync.support.MemberBuilder.ID;
import static org.membersync.support.MemberBuilder.NUMBER;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.decision.Agreement.Side;
import org.membersync.decision.AnnouncedWrite;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.FieldIssue;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.decision.Outcome;
import org.membersync.heyloyalty.WebhookNotice;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.support.MemberBuilder;

class OutcomesTest extends StateTestSupport {

    private static final String ENTRY = "hl-770077";
    private static final Member MEMBER = MemberBuilder.eligible().build();

    @OnEachDatabase
    void recordsACreationWithItsNewId(Database database) {
        open(database);
        turn(MEMBER, Turns.decision(Outcome.CREATE, null, Turns.link(null)), ENTRY);

        assertThat(links.find(ID)).contains(Turns.link(ENTRY));
        assertThat(links.findByHeyLoyaltyId(ENTRY)).contains(Turns.link(ENTRY));
        assertThat(bases.find(ID)).contains(Turns.FIELDS);
        assertThat(directory.membersOf(MEMBER.memberships().get(0).id())).containsExactly(ID);
        assertThat(count("member_change")).isZero();
        assertThat(ledger.latest(ID, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo("CREATE");
            assertThat(entry.heyLoyaltyId()).isEqualTo(ENTRY);
            assertThat(entry.memberNumber()).isEqualTo(NUMBER);
            assertThat(entry.rules()).isEqualTo("O4");
            assertThat(entry.fields()).isEqualTo("firstname");
            assertThat(entry.source()).isEqualTo("feed");
        });
    }

    @OnEachDatabase
    void addsOneLedgerRowForEveryDecisionSentOrNot(Database database) {
        open(database);
        List<Outcome> all = List.of(
                Outcome.UPDATE, Outcome.LINK, Outcome.IN_STEP, Outcome.UNSUBSCRIBE, Outcome.WITHHELD, Outcome.NOT_SENT);
        for (Outcome outcome : all) {
            turn(MEMBER, Turns.decision(outcome, ENTRY, Turns.link(ENTRY)), null);
        }

        assertThat(ledger.latest(ID, 100))
                .extracting(Ledger.Entry::outcome)
                .containsExactly("NOT_SENT", "WITHHELD", "UNSUBSCRIBE", "IN_STEP", "LINK", "UPDATE");
        assertThat(ledger.outcomesSince(START)).hasSize(6).containsEntry("UPDATE", 1L);
    }

    @OnEachDatabase
    void recordsAllOrNothing(Database database) {
        open(database);
        queue.changed(Direction.OUTBOUND, ID, "feed");
        settle();
        Change change = claimOne();
        jdbc.sql("DROP TABLE base").update();
        MemberCase turn = Turns.read(change, MEMBER, clock.instant());
        Decision decision = Turns.decision(Outcome.UPDATE, ENTRY, Turns.link(ENTRY));

        assertThatThrownBy(() -> outcomes.record(turn, decision, null))
                .isInstanceOf(org.springframework.dao.DataAccessException.class);

        assertThat(count("consent_decision")).isZero();
        assertThat(count("member_link")).isZero();
        assertThat(count("member_change")).isEqualTo(1);
    }

    @OnEachDatabase
    void keepsTheBaseAsItIsWhenNothingWasAgreed(Database database) {
        open(database);
        turn(MEMBER, Turns.decision(Outcome.WITHHELD, null, null), null);

        assertThat(bases.find(ID)).isEmpty();
        assertThat(links.find(ID)).isEmpty();
    }

    @OnEachDatabase
    void forgetsWhatWasAgreedOnOfAnEntryBeforeTheLinkedOne(Database database) {
        open(database);
        turn(MEMBER, Turns.decision(Outcome.CREATE, null, Turns.link(null)), ENTRY);

        turn(MEMBER, Turns.decision(Outcome.WITHHELD, "hl-770078", Turns.link("hl-770078")), null);

        assertThat(bases.find(ID)).isEmpty();
    }

    @OnEachDatabase
    void keepsWhoEndedASubscriptionAndWhen(Database database) {
        open(database);
        MemberLink ended = Turns.link(ENTRY).unsubscribed(START, UnsubscribedBy.MEMBERSYNC_FOR_APPROVAL);
        turn(MEMBER, Turns.decision(Outcome.UNSUBSCRIBE, ENTRY, ended), null);

        assertThat(links.find(ID)).contains(ended);
    }

    @OnEachDatabase
    void remembersTheNewestNoOfTheNewsletter(Database database) {
        open(database);
        directory.remember(row());
        turn(MEMBER, Turns.decision(Outcome.LINK, ENTRY, Turns.link(ENTRY)), null);
        assertThat(directory.member(ID).orElseThrow().optOutSeenAt()).isNull();

        Member optedOut = MemberBuilder.eligible().newsletter(Newsletter.NO).build();
        turn(optedOut, Turns.decision(Outcome.UNSUBSCRIBE, ENTRY, Turns.link(ENTRY)), null);
        Instant seen = directory.member(ID).orElseThrow().optOutSeenAt();
        turn(MEMBER, Turns.decision(Outcome.LINK, ENTRY, Turns.link(ENTRY)), null);

        assertThat(seen).isNotNull();
        assertThat(directory.member(ID).orElseThrow().optOutSeenAt()).isEqualTo(seen);
    }

    @OnEachDatabase
    void comparesTheNoWithOurOwnUnsubscriptionOfTheSameTurnExactly(Database database) {
        open(database);
        clock.advance(Duration.ofNanos(123_456_789));
        directory.remember(row());
        Member optedOut = MemberBuilder.eligible().newsletter(Newsletter.NO).build();
        queue.dueNow(Direction.OUTBOUND, ID, "feed");
        MemberCase turn = Turns.read(claimOne(), optedOut, clock.instant());
        MemberLink ended = Turns.link(ENTRY).unsubscribed(turn.readAt(), UnsubscribedBy.MEMBERSYNC);
        outcomes.record(turn, Turns.decision(Outcome.UNSUBSCRIBE, ENTRY, ended), null);

        assertThat(directory.member(ID).orElseThrow().optOutSeenAt())
                .isEqualTo(links.find(ID).orElseThrow().unsubscribedAt());
    }

    @OnEachDatabase
    void leavesNothingOfAnErasedPersonButTheHash(Database database) {
        open(database);
        feedTold();
        turn(MEMBER, Turns.decision(Outcome.CREATE, null, Turns.link(null)), ENTRY);
        webhookInbox.store(new WebhookNotice("update", ENTRY, LIST), "{\"email\":\"" + MemberBuilder.EMAIL + "\"}");
        queue.claim(10, true).forEach(queue::complete);
        park("member " + NUMBER + ", field country: \"Ærø\" has no counterpart; " + ENTRY + " too");
        queue.dueNow(Direction.OUTBOUND, ID, "feed");
        queue.postpone(claimOne(), Duration.ZERO, 1, "connection", "member " + NUMBER);

        outcomes.record(Turns.read(claimOne(), null, clock.instant()), Turns.erase(ENTRY), null);

        assertNothingIsKept(ENTRY);
        assertThat(suppressions.isSuppressed(ID)).isTrue();
        assertThat(ledger.latest(suppressions.hash(ID), 10))
                .extracting(Ledger.Entry::outcome)
                .containsExactly("ERASE", "PARKED", "CREATE");
    }

    @OnEachDatabase
    void leavesNothingOfAnErasedPersonUnderTheIdsInHeyLoyalty(Database database) {
        open(database);
        String earlier = "hl-660066";
        turn(MEMBER, Turns.decision(Outcome.CREATE, null, Turns.link(null)), earlier);
        turn(MEMBER, Turns.decision(Outcome.CREATE, null, Turns.link(null)), ENTRY);
        for (String entry : List.of(earlier, ENTRY)) {
            queue.dueNow(Direction.INBOUND, entry, "webhook");
            failures.park(claimOne(), "unmapped-value", "HeyLoyalty member " + entry + ": \"Ærø\"");
        }
        queue.dueNow(Direction.OUTBOUND, ID, "feed");
        Change change = claimOne();
        for (String entry : List.of(earlier, ENTRY)) {
            queue.dueNow(Direction.INBOUND, entry, "list");
            listSeen.add(
                    new HeyLoyaltyMember(entry, HeyLoyaltyMember.Status.ACTIVE, null, clock.instant(), Turns.FIELDS));
        }

        outcomes.record(Turns.read(change, null, clock.instant()), Turns.erase(ENTRY), null);

        assertNothingIsKept(ENTRY, earlier);
        assertThat(count("failure")).isZero();
        assertThat(count("member_change")).isZero();
        assertThat(count("list_seen")).isZero();
        assertThat(ledger.latest(suppressions.hash(ID), 10))
                .extracting(Ledger.Entry::outcome)
                .containsExactly("ERASE", "PARKED", "PARKED", "CREATE", "CREATE");
        assertThat(suppressions.isEntrySuppressed(earlier)).isTrue();
    }

    @OnEachDatabase
    void leavesAloneAnEntryThatIsAnotherMembersByNow(Database database) {
        open(database);
        turn(MEMBER, Turns.decision(Outcome.CREATE, null, Turns.link(null)), "shared");
        turn(MEMBER, Turns.decision(Outcome.CREATE, null, Turns.link(null)), ENTRY);
        links.save(MemberLink.active("other", "100002", "shared"), clock.instant());
        queue.dueNow(Direction.OUTBOUND, ID, "feed");
        Change change = claimOne();
        queue.dueNow(Direction.INBOUND, "shared", "webhook");

        outcomes.record(Turns.read(change, null, clock.instant()), Turns.erase(ENTRY), null);

        assertThat(queue.claim(10, false)).extracting(Change::memberId).containsExactly("shared");
        assertThat(suppressions.isEntrySuppressed("shared")).isFalse();
    }

    @OnEachDatabase
    void leavesNothingOfWhatWasSaidInHeyLoyaltyNorOfWhatWasUnderWay(Database database) {
        open(database);
        turn(MEMBER, Turns.decision(Outcome.CREATE, null, Turns.link(null)), ENTRY);
        FieldIssue conflict = new FieldIssue(
                "city", FieldIssue.CONFLICT, "both changed city", FieldValue.of("Ærø vest"), FieldValue.of("Ærø øst"));
        transaction.executeWithoutResult(status -> fieldFailures.settle(ENTRY, NUMBER, List.of(conflict)));
        long id = failures.open().get(0).id();
        assertThat(fieldFailures.resolve(id, Side.HEYLOYALTY, "astrid")).isTrue();
        queue.claim(10, false).forEach(queue::complete);
        announcedWrites.announce(
                ID, new AnnouncedWrite(AnnouncedWrite.Kind.SUBSCRIBE, START, "email", MemberBuilder.EMAIL, false));
        NewMembers newMembers = new NewMembers(jdbc, transaction, clock);
        newMembers.askForMembership(newMembers.begin(ENTRY));
        queue.dueNow(Direction.INBOUND, "third", "webhook");
        failures.park(claimOne(), "ambiguous-match", "several members: 100002, " + NUMBER);

        queue.dueNow(Direction.OUTBOUND, ID, "sweep");
        outcomes.record(Turns.read(claimOne(), null, clock.instant()), Turns.erase(ENTRY), null);

        assertNothingIsKept(ENTRY);
        assertThat(failures.open()).singleElement().satisfies(other -> assertThat(other.message())
                .isEqualTo("several members: 100002, (erased)"));
    }

    @OnEachDatabase
    void takesNothingOfALatePageAboutAnErasedPerson(Database database) {
        open(database);
        outcomes.record(erasedTurn(), Turns.erase(ENTRY), null);

        feedTold();
        queue.dueNow(Direction.OUTBOUND, ID, "feed");
        MemberCase back = MemberCase.of(claimOne(), false)
                .known(MEMBER, false, MEMBER.memberships().get(0), null, clock.instant(), null, true);
        outcomes.record(back, Turns.decision(Outcome.WITHHELD, null, null), null);

        assertNothingIsKept(ENTRY);
    }

    @OnEachDatabase
    void knowsTheEarlierEntriesOfAPersonAndNoneThatMayBeSomebodyElses(Database database) {
        open(database);
        for (String entry : List.of("earlier", "shared", "linked-elsewhere", ENTRY)) {
            turn(MEMBER, Turns.decision(Outcome.CREATE, null, Turns.link(null)), entry);
        }
        links.save(MemberLink.active("other", "100002", "linked-elsewhere"), clock.instant());
        queue.dueNow(Direction.OUTBOUND, "other", "feed");
        Change others = claimOne();
        transaction.executeWithoutResult(
                status -> ledger.add(others, "100002", Turns.decision(Outcome.WITHHELD, "shared", null), "shared"));
        queue.complete(others);
        MemberCase gone = MemberCase.of(erasedTurn().change(), false)
                .known(null, false, null, Turns.link(ENTRY), clock.instant(), null, false);

        assertThat(erasure.earlierEntries(gone)).containsExactly("earlier");
    }

    @OnEachDatabase
    void knowsThemWhenTheLedgerHasForgottenOrNeverKnew(Database database) {
        open(database);
        populations.link(List.of(MemberLink.active(ID, NUMBER, "never-told")), clock.instant());
        for (String entry : List.of("earlier", "shared", ENTRY)) {
            turn(MEMBER, Turns.decision(Outcome.CREATE, null, Turns.link(null)), entry);
        }
        queue.dueNow(Direction.OUTBOUND, "other", "feed");
        Change others = claimOne();
        transaction.executeWithoutResult(
                status -> ledger.add(others, "100002", Turns.decision(Outcome.WITHHELD, "shared", null), "shared"));
        queue.complete(others);
        clock.advance(Duration.ofDays(366));
        retention.deleteOld();
        assertThat(count("consent_decision")).isZero();
        MemberCase gone = MemberCase.of(erasedTurn().change(), false)
                .known(null, false, null, Turns.link(ENTRY), clock.instant(), null, false);

        assertThat(erasure.earlierEntries(gone)).containsExactly("earlier", "never-told");

        outcomes.record(gone, Turns.erase(ENTRY), null);

        assertNothingIsKept(ENTRY, "earlier", "never-told");
        assertThat(suppressions.isEntrySuppressed("earlier")).isTrue();
        assertThat(suppressions.isEntrySuppressed("never-told")).isTrue();
    }

    private MemberCase erasedTurn() {
        queue.dueNow(Direction.OUTBOUND, ID, "sweep");
        return Turns.read(claimOne(), null, clock.instant());
    }

    private void assertNothingIsKept(String... entries) {
        for (String table : tables()) {
            assertThat(rows(table).toString())
                    .as(table)
                    .doesNotContain(ID, NUMBER, "Søren", "Ærø", MemberBuilder.EMAIL, suppressions.phoneHash("20304050"))
                    .doesNotContain(entries);
        }
    }

    @OnEachDatabase
    void tellsOfAChangeThatCameInDuringAnErasureAfterwards(Database database) {
        open(database);
        queue.dueNow(Direction.OUTBOUND, ID, "feed");
        Change change = claimOne();
        queue.dueNow(Direction.OUTBOUND, ID, "feed");

        outcomes.record(Turns.read(change, null, clock.instant()), Turns.erase(ENTRY), null);

        outcomes.record(
                Turns.read(claimOne(), null, clock.instant()), Turns.decision(Outcome.NOT_SENT, null, null), null);
        assertThat(count("member_change")).isZero();
        assertThat(ledger.latest(ID, 10)).isEmpty();
        assertThat(ledger.latest(suppressions.hash(ID), 10)).hasSize(2);
    }

    @OnEachDatabase
    void queuesTheMembersOfAMembershipUnlessTheyWereReadSince(Database database) {
        open(database);
        directory.remember(row());
        queue.changed(Direction.MEMBERSHIP, "membership-1", "feed");
        settle();
        settle();
        Change membership = claimOne();
        turn(MEMBER, Turns.decision(Outcome.IN_STEP, ENTRY, Turns.link(ENTRY)), null);

        outcomes.membersFound(membership, List.of(ID, "unread"));

        assertThat(queue.claim(10, true)).extracting(Change::memberId).containsExactly("unread");
        assertThat(count("member_change")).isEqualTo(1);
    }

    @OnEachDatabase
    void whoWasReadBeforeAMembershipChangedIsReadAgainThoughOurClockIsAheadOfTheDatabases(Database database) {
        open(database);
        feedTold();
        Clock ours = Clock.offset(clock, Duration.ofMinutes(7));
        Outcomes outcomesOfOurs = new Outcomes(
                jdbc,
                transaction,
                ours,
                links,
                agreements,
                ledger,
                directory,
                queue,
                fieldFailures,
                announcedWrites,
                erasure,
                audiencePersons);
        queue.dueNow(Direction.OUTBOUND, ID, "feed");
        outcomesOfOurs.record(
                Turns.read(claimOne(), MEMBER, ours.instant()),
                Turns.decision(Outcome.IN_STEP, ENTRY, Turns.link(ENTRY)),
                null);
        clock.advance(Duration.ofMinutes(1));
        queue.dueNow(Direction.MEMBERSHIP, "membership", "feed");

        outcomesOfOurs.membersFound(claimOne(), List.of(ID));

        assertThat(queue.claim(10, true)).extracting(Change::memberId).containsExactly(ID);
    }

    private void turn(Member member, Decision decision, String createdId) {
        queue.dueNow(Direction.OUTBOUND, ID, "feed");
        outcomes.record(Turns.read(claimOne(), member, clock.instant()), decision, createdId);
    }

    private void park(String message) {
        queue.dueNow(Direction.OUTBOUND, ID, "feed");
        failures.park(claimOne(), "unmapped-value", message);
    }

    private void feedTold() {
        directory.remember(row());
        watermarks.markSeen(org.membersync.businesscentral.Feed.MM_MEMBER, row());
    }

    private static MemberRow row() {
        return new MemberRow(ID, 5, START, 17, NUMBER, "DK", "+45 20 30 40 50", Newsletter.YES, null);
    }

    private List<String> tables() {
        return jdbc
                .sql("SELECT table_name FROM information_schema.tables WHERE LOWER(table_schema) = 'public'")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !table.toLowerCase(java.util.Locale.ROOT).startsWith("flyway"))
                .toList();
    }
}
