package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Outcome;
import org.membersync.failure.TransientException;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;
import org.membersync.state.Difference.Kind;
import org.membersync.state.PopulationPairs.KnownMember;
import org.membersync.state.Populations.Progress;
import org.membersync.state.Run.State;

/** The working tables, the runs and their differences on both databases. */
class PopulationsTest extends StateTestSupport {

    @OnEachDatabase
    void keepsAPageTogetherWithHowFarTheReadingGot(Database kind) {
        open(kind);
        Run run = begin(Run.Kind.RECONCILE);

        populations.takeMembers(run.id(), List.of(member("a", 1), member("b", 2)), new Progress("MEMBERS", 0, 77));
        populations.takeMembers(run.id(), List.of(member("b", 2), member("c", 3)), new Progress("MEMBERS", 2, 99));

        assertThat(runs.find(run.id())).get().satisfies(now -> {
            assertThat(now.reading()).isEqualTo("MEMBERS");
            assertThat(now.readTo()).isEqualTo(99);
            assertThat(now.rowsRead()).isEqualTo(4);
        });
        assertThat(memberIds(run)).as("whoever is read twice counts once").containsExactlyInAnyOrder("a", "b", "c");
    }

    @OnEachDatabase
    void putsAMemberBesideLinkEntryAndAttributes(Database kind) {
        open(kind);
        Run run = begin(Run.Kind.RECONCILE);
        links.save(MemberLink.active("a", "M-1", "hl-1"), START);
        populations.takeMembers(run.id(), List.of(member("a", 1), member("b", 2)), new Progress("MEMBERS", 0, 1));
        populations.takeEntries(
                run.id(), List.of(entry("hl-1", "mail-a"), entry("hl-2", "mail-b")), new Progress("ENTRIES", 0, 1));
        populations.takeAttributes(
                run.id(), List.of(new PopulationAttribute(1, 3, "mark", "v")), 1, new Progress("ATTRIBUTES", 0, 1));

        try (PopulationPairs pairs = populations.pairs(run.id())) {
            pairs.readLinks();
            List<PopulationPair> alone = pairs.members(0, 10);
            PopulationPair linked = pairs.linked(alone.get(0));
            assertThat(linked.entry().heyLoyaltyId()).isEqualTo("hl-1");
            assertThat(linked.attributes())
                    .extracting(PopulationAttribute::fieldNo)
                    .containsExactly(3);
            assertThat(linked.checkedAt()).isEqualTo(START);
            assertThat(pairs.linked(alone.get(1)).link()).isNull();
            assertThat(pairs.unlinkedEntries(0, 10))
                    .extracting(PopulationEntry::heyLoyaltyId)
                    .containsExactly("hl-2");
            assertThat(pairs.entriesByEmail("mail-a"))
                    .extracting(PopulationEntry::linkedMember)
                    .containsExactly("a");
            assertThat(pairs.membersByEmail("mail-b"))
                    .extracting(pair -> pair.member().memberId())
                    .containsExactly("b");
            assertThat(pairs.entriesByPhone(null)).isEmpty();
        }
    }

    @OnEachDatabase
    void tellsWhoIsLinkedWithAnActiveEntryOfEqualMarksByWhatWasReadLast(Database kind) {
        open(kind);
        Run run = begin(Run.Kind.RECONCILE);
        links.save(MemberLink.active("a", "M-1", "hl-1"), START);
        links.save(MemberLink.active("b", "M-2", "hl-2"), START);
        PopulationMember member = member("a", 1);
        PopulationEntry first = entry("hl-1", "mail-a", Status.ACTIVE, "x" + member.marks());
        PopulationEntry ended = entry("hl-2", "mail-b", Status.UNSUBSCRIBED, member.marks());
        PopulationEntry second = entry("hl-1", "mail-a", Status.ACTIVE, member.marks());
        populations.takeMembers(run.id(), List.of(member, member("b", 2)), new Progress("MEMBERS", 0, 1));
        populations.takeEntries(run.id(), List.of(first, ended), new Progress("ENTRIES", 0, 1));

        try (PopulationPairs pairs = populations.pairs(run.id())) {
            pairs.readLinks();
            assertThat(pairs.isLinkedWithEqual("a", member.marks())).isFalse();
            assertThat(pairs.isLinkedWithEqual("b", member.marks()))
                    .as("not on the list")
                    .isFalse();
            assertThat(pairs.isLinkedWithEqual("c", member.marks())).isFalse();
        }
        populations.takeEntries(run.id(), List.of(second), new Progress("ENTRIES", 2, 2));
        try (PopulationPairs pairs = populations.pairs(run.id())) {
            assertThat(pairs.isLinkedWithEqual("a", member.marks()))
                    .as("links are not read yet")
                    .isFalse();
            pairs.readLinks();
            assertThat(pairs.isLinkedWithEqual("a", member.marks())).isTrue();
            assertThat(pairs.entriesByEmail("mail-a"))
                    .extracting(PopulationEntry::marks)
                    .containsExactly(member.marks());
        }
    }

    @OnEachDatabase
    void linksWhomAComparisonFoundButForThoseWhoWereLinkedMeanwhile(Database kind) {
        open(kind);
        links.save(MemberLink.active("m1", "1", "e1"), clock.instant());

        populations.link(
                List.of(
                        MemberLink.active("m1", "1", "other"),
                        MemberLink.active("m2", "2", "e1"),
                        MemberLink.active("m3", "3", "e3")),
                clock.instant());
        populations.link(List.of(), clock.instant());

        assertThat(links.count()).isEqualTo(2);
        assertThat(links.find("m1")).get().extracting(MemberLink::heyLoyaltyId).isEqualTo("e1");
        assertThat(links.find("m3")).contains(MemberLink.active("m3", "3", "e3"));
    }

    @OnEachDatabase
    void knowsOfManyAtOnceWhoWaitsWasDecidedOrErased(Database kind) {
        open(kind);
        List<String> members = List.of("m1", "m2", "m3", "m4");
        queue.dueNow(Direction.OUTBOUND, "m1", "feed");
        queue.dueNow(Direction.INBOUND, "e2", "webhook");
        queue.dueNow(Direction.INBOUND, "m3", "webhook");
        Change turn = queue.claim(10, true).stream()
                .filter(change -> change.memberId().equals("m1"))
                .findFirst()
                .orElseThrow();
        transaction.executeWithoutResult(
                status -> ledger.add(turn, "1", Turns.decision(Outcome.WITHHELD, "e1", null), "e1"));
        suppressions.add("m4");

        assertThat(facts.waiting(members, List.of("e1", "e2"))).containsExactlyInAnyOrder("m1", "e2");
        assertThat(facts.decided(members)).containsExactly("m1");
        assertThat(suppressions.suppressedMembers(members)).containsExactly("m4");
        assertThat(facts.waiting(List.of(), List.of())).isEmpty();
        assertThat(facts.decided(List.of())).isEmpty();
        assertThat(suppressions.suppressedMembers(List.of())).isEmpty();
    }

    @OnEachDatabase
    void namesLinksWhoseMemberWasNotReadUnlessTheyAreYoungerThanTheRun(Database kind) {
        open(kind);
        links.save(MemberLink.active("gone", "M-1", "hl-1"), START);
        links.save(MemberLink.active("a", "M-2", "hl-2"), START);
        clock.advance(Duration.ofHours(1));
        Run run = begin(Run.Kind.RECONCILE);
        populations.takeMembers(run.id(), List.of(member("a", 1)), new Progress("MEMBERS", 0, 1));
        clock.advance(Duration.ofMinutes(1));
        links.save(MemberLink.active("new", "M-3", "hl-3"), clock.instant());

        List<String> without = new ArrayList<>();
        try (PopulationPairs pairs = populations.pairs(run.id())) {
            pairs.eachLinkWithoutMember(
                    run.startedAt(),
                    part -> part.stream().map(MemberLink::memberId).forEach(without::add));
        }
        assertThat(without).containsExactly("gone");
    }

    @OnEachDatabase
    void namesKnownMembersWhoWereNotReadUnlessTheyAreLinkedOrYoungerThanTheRun(Database kind) {
        open(kind);
        for (int i = 0; i < 1001; i++) {
            tell("there" + i, START);
        }
        tell("gone1", START);
        tell("gone2", START);
        tell("linked", START);
        links.save(MemberLink.active("linked", "M-linked", "hl-1"), START);
        clock.advance(Duration.ofHours(1));
        Run run = begin(Run.Kind.RECONCILE);
        populations.takeMembers(
                run.id(),
                IntStream.range(0, 1001).mapToObj(i -> member("there" + i, i)).toList(),
                new Progress("MEMBERS", 0, 1));
        clock.advance(Duration.ofMinutes(1));
        tell("new", clock.instant());

        List<KnownMember> without = new ArrayList<>();
        try (PopulationPairs pairs = populations.pairs(run.id())) {
            pairs.eachKnownWithoutMember(run.startedAt(), without::addAll);
        }
        assertThat(without)
                .extracting(KnownMember::memberId, KnownMember::memberNumber)
                .containsExactlyInAnyOrder(tuple("gone1", "M-gone1"), tuple("gone2", "M-gone2"));
    }

    private void tell(String id, Instant modifiedAt) {
        directory.remember(new MemberRow(id, 1, modifiedAt, id.hashCode(), "M-" + id, "DK", "", Newsletter.NO, null));
    }

    @OnEachDatabase
    void goesOnWithAnInterruptedRunOfTheSameKindAndMarksOnly(Database kind) {
        open(kind);
        Run run = begin(Run.Kind.INITIAL_SYNC);
        populations.takeMembers(run.id(), List.of(member("a", 1)), new Progress("MEMBERS", 0, 5));
        runs.end(run.id(), State.INTERRUPTED, RunCounts.NONE, "away");

        assertThat(begin(Run.Kind.RECONCILE)).satisfies(other -> {
            assertThat(other.id()).isNotEqualTo(run.id());
            runs.end(other.id(), State.DONE, RunCounts.NONE, "");
            populations.clear(other.id());
        });
        assertThat(memberIds(run)).as("an interrupted run keeps what it read").hasSize(1);
        Run again = begin(Run.Kind.INITIAL_SYNC);
        assertThat(again.id()).isEqualTo(run.id());
        assertThat(again.readTo()).isEqualTo(5);
        assertThat(again.message()).isEmpty();
        runs.end(run.id(), State.INTERRUPTED, RunCounts.NONE, "away");
        assertThat(runs.begin(Run.Kind.INITIAL_SYNC, "test", "other marks", true)
                        .id())
                .isNotEqualTo(run.id());
    }

    @OnEachDatabase
    void refusesASecondRunWhileOneGetsOnAndTakesOverFromOneThatDied(Database kind) {
        open(kind);
        Run first = begin(Run.Kind.INITIAL_SYNC);

        assertThatThrownBy(() -> begin(Run.Kind.RECONCILE))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("Run " + first.id());

        clock.advance(Runs.SILENCE.plusSeconds(1));
        Run second = begin(Run.Kind.RECONCILE);
        assertThat(runs.find(first.id())).map(Run::state).contains(State.INTERRUPTED);
        assertThat(second.state()).isEqualTo(State.RUNNING);
    }

    @OnEachDatabase
    void emptiesTheTablesOfARunAndOfThoseThatAreOver(Database kind) {
        open(kind);
        Run run = begin(Run.Kind.RECONCILE);
        List<PopulationMember> many =
                IntStream.range(0, 30).mapToObj(i -> member("m" + i, i)).toList();
        populations.takeMembers(run.id(), many, new Progress("MEMBERS", 0, 1));
        populations.takeEntries(run.id(), List.of(entry("hl-1", "mail-a")), new Progress("ENTRIES", 0, 1));

        populations.clear(run.id());

        assertThat(count("population_member")).isZero();
        assertThat(count("population_entry")).isZero();
    }

    @OnEachDatabase
    void leavesTheRowsOfARunThatMayGoOn(Database kind) {
        open(kind);
        Run interrupted = begin(Run.Kind.INITIAL_SYNC);
        populations.takeMembers(interrupted.id(), List.of(member("a", 1)), new Progress("MEMBERS", 0, 1));
        runs.end(interrupted.id(), State.INTERRUPTED, RunCounts.NONE, "away");
        Run run = begin(Run.Kind.RECONCILE);
        populations.takeMembers(run.id(), List.of(member("a", 1), member("b", 2)), new Progress("MEMBERS", 0, 1));
        populations.takeAttributes(
                run.id(), List.of(new PopulationAttribute(7, 0, "mark", "v")), 1, new Progress("ATTRIBUTES", 0, 1));

        populations.clear(run.id());

        assertThat(rows("population_member"))
                .extracting(row -> row.get("run_id"))
                .containsExactly(interrupted.id());
        assertThat(count("population_attribute")).isZero();
    }

    @OnEachDatabase
    void readsFromTheBeginningOnceTheTablesAreEmptyAndTellsHowFarARunThatIsDoneHasRead(Database kind) {
        open(kind);
        Run run = begin(Run.Kind.INITIAL_SYNC);
        populations.takeMembers(run.id(), List.of(member("a", 1)), new Progress("MEMBERS", 0, 5));
        Run read = runs.find(run.id()).orElseThrow();

        populations.clear(run.id());

        assertThat(runs.find(run.id()).orElseThrow().reading())
                .as("whoever dies now must not compare empty tables")
                .isEmpty();
        runs.done(read, RunCounts.NONE, "");
        assertThat(runs.find(run.id())).get().satisfies(done -> {
            assertThat(done.state()).isEqualTo(State.DONE);
            assertThat(done.rowsRead()).isEqualTo(1);
        });
    }

    @OnEachDatabase
    void queuesTheDifferencesOfTheKindsThatAreRepairedButForParkedPeople(Database kind) {
        open(kind);
        Run run = begin(Run.Kind.RECONCILE);
        List<Difference> found = new ArrayList<>(List.of(
                difference(Kind.MISSING, Direction.OUTBOUND, "a", null, false),
                difference(Kind.CONSENT, Direction.INBOUND, "b", "hl-2", false),
                difference(Kind.UNKNOWN, Direction.INBOUND, null, "hl-3", false),
                difference(Kind.AMBIGUOUS, Direction.OUTBOUND, "d", null, true)));
        differences.add(run.id(), 0, found);

        long queued =
                differences.queue(run.id(), List.of(Kind.MISSING, Kind.CONSENT, Kind.AMBIGUOUS), "reconcile", n -> {});

        assertThat(queued).isEqualTo(2);
        assertThat(rows("member_change"))
                .extracting(row -> row.get("direction") + " " + row.get("member_id") + " " + row.get("source"))
                .containsExactlyInAnyOrder("OUTBOUND a reconcile", "INBOUND hl-2 reconcile");
        assertThat(differences.byKind(run.id()))
                .isEqualTo(Map.of("MISSING", 1L, "CONSENT", 1L, "UNKNOWN", 1L, "AMBIGUOUS", 1L));
        List<Difference> read = new ArrayList<>();
        differences.each(run.id(), read::add);
        assertThat(read).isEqualTo(found);
    }

    @OnEachDatabase
    void keepsWhatCameOfARun(Database kind) {
        open(kind);
        Run run = begin(Run.Kind.RECONCILE);
        RunCounts counts = new RunCounts(Map.of("members", 9L), Map.of("missing", 2L), Map.of("city", 1L), 3, 2);

        runs.end(run.id(), State.DONE, counts, "");

        assertThat(runs.latest(5)).singleElement().satisfies(done -> {
            assertThat(done.counts()).isEqualTo(counts);
            assertThat(done.endedAt()).isEqualTo(clock.instant());
            assertThat(done.message()).isEmpty();
        });
    }

    private Run begin(Run.Kind kind) {
        return runs.begin(kind, "test", "marks", kind == Run.Kind.INITIAL_SYNC);
    }

    private static Difference difference(Kind kind, Direction direction, String member, String entry, boolean parked) {
        return new Difference(
                kind, direction, member, member == null ? null : "M-" + member, entry, List.of("city"), parked);
    }

    private static PopulationMember member(String id, int entryNo) {
        return new PopulationMember(
                id,
                "M-" + id,
                entryNo,
                Newsletter.YES,
                false,
                false,
                false,
                "mail-" + id,
                null,
                "marks",
                "v",
                null,
                Instant.EPOCH);
    }

    private List<String> memberIds(Run run) {
        try (PopulationPairs pairs = populations.pairs(run.id())) {
            return pairs.members(0, 100).stream()
                    .map(pair -> pair.member().memberId())
                    .toList();
        }
    }

    private static PopulationEntry entry(String id, String email) {
        return entry(id, email, Status.ACTIVE, "marks");
    }

    private static PopulationEntry entry(String id, String email, Status status, String marks) {
        return new PopulationEntry(id, status, email, null, marks, START, START, null, null);
    }
}
