package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.membersync.cdp.AudienceEvent;
import org.membersync.cdp.AudienceEvent.Kind;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Reason;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.AudiencePersons.Finding;
import org.membersync.state.AudiencePersons.Person;

/** Whose turn comes next, and what is left behind of a turn (quality P4, P5, P7). */
class AudiencePersonsTest extends StateTestSupport {

    private void start(Database kind, String... persons) {
        open(kind);
        activations.replace(AudienceTakingTest.activations("cats"));
        audienceTaking.activate();
        for (String person : persons) {
            audienceInbox.store(List.of(new AudienceEvent(Kind.ENTERED, "audience:cats", person, null, START)));
        }
        audienceTaking.takePushed();
        settle();
    }

    @OnEachDatabase
    void leavesToAnotherProcessWhomItHasInHand(Database kind) {
        start(kind, "a@example.dk", "b@example.dk");
        Claims others = new Claims(jdbc, transaction, clock, LEASE);
        AudiencePersons there = new AudiencePersons(
                jdbc,
                transaction,
                clock,
                suppressions,
                new ChangeQueue(jdbc, transaction, clock, SETTLE, others),
                others,
                ledger);

        Change mine = queue.claim(1, true).get(0);

        assertThat(audiencePersons.next("", 10)).hasSize(2);
        assertThat(there.next("", 10)).hasSize(1).extracting(Person::id).doesNotContain(mine.memberId());
        clock.advance(LEASE.plusSeconds(1));
        assertThat(there.next("", 10)).as("the lease ran out").hasSize(2);
    }

    @OnEachDatabase
    void tellsAWriteWhoseEndIsNotKnown(Database kind) {
        start(kind, "a@example.dk");
        Change change = claimOne();
        assertThat(person(change).isWriteOpen()).isFalse();

        audienceEcho.announce(change, entry(), true);
        assertThat(person(change).isWriteOpen()).isTrue();

        clock.advance(Duration.ofSeconds(1));
        audiencePersons.record(change, "entry", clock.instant(), written());
        assertThat(person(change).isWriteOpen()).isFalse();
    }

    @OnEachDatabase
    void givesATurnARowOfTheLedgerWhenItWroteOrFoundSomethingElse(Database kind) {
        start(kind, "a@example.dk");
        String person = person();

        turn(null, AudienceTakingTest.found(null));
        assertThat(ledger.latest(person, 10)).as("looked for the first time").hasSize(1);
        turn(null, AudienceTakingTest.found(null));
        assertThat(ledger.latest(person, 10)).as("still not there").hasSize(1);
        turn("entry", AudienceTakingTest.found("entry"));
        turn("entry", AudienceTakingTest.found("entry"));
        assertThat(ledger.latest(person, 10)).as("joined").hasSize(2);
        turn("entry", written());
        turn("entry", written());
        assertThat(ledger.latest(person, 10)).as("each write").hasSize(4);

        audienceEcho.announce(claimed(), entry(), true);
        queue.releaseAll();
        turn("entry", AudienceTakingTest.found("entry"));
        assertThat(ledger.latest(person, 10)).as("the write's answer was lost").hasSize(5);

        audiencePersons.looked(claimed(), "entry", clock.instant(), written());
        assertThat(ledger.latest(person, 10)).hasSize(6);
        assertThat(ledger.latest(person, 1).get(0)).satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo("AUDIENCE_WRITTEN");
            assertThat(entry.heyLoyaltyId()).isEqualTo("entry");
            assertThat(entry.fields()).isEqualTo("cdp_cats");
        });
    }

    /** The next turn of the only person, a while later. */
    private void turn(String entryId, Finding finding) {
        audiencePersons.record(claimed(), entryId, clock.instant(), finding);
    }

    private Change claimed() {
        clock.advance(Duration.ofMinutes(1));
        queue.dueNow(Direction.AUDIENCE, person(), "push");
        return claimOne();
    }

    private String person() {
        return jdbc.sql("SELECT person_id FROM audience_person")
                .query(String.class)
                .single();
    }

    @OnEachDatabase
    void takesNobodysEntryForAnotherMembersBecauseAnAudienceWasWrittenToIt(Database kind) {
        start(kind, "a@example.dk");
        links.save(MemberLink.active("member", "1", "entry"), START);
        audiencePersons.record(claimOne(), "entry", clock.instant(), written());

        assertThat(audienceEcho.isTouched("entry", clock.instant())).isFalse();
        assertThat(new EarlierEntries(jdbc).surelyTheirs("member")).containsExactly("entry");
        clock.advance(Duration.ofDays(400));
        retention.deleteOld();
        assertThat(count("consent_decision")).isZero();
        assertThat(count("earlier_entry")).isZero();
    }

    @OnEachDatabase
    void looksAgainBeforeItWritesToWhomItHasJustUnsubscribed(Database kind) {
        start(kind, "a@example.dk");
        audiencePersons.record(
                claimOne(),
                null,
                clock.instant(),
                new Finding("AUDIENCE_UNSUBSCRIBE", "entry", true, new Reason("P2", "for a test"), Set.of()));

        assertThat(audienceEcho.isTouched("entry", clock.instant())).isTrue();
    }

    @OnEachDatabase
    void forgetsWhoHadAnErasedEntryOnceAndKeepsTheirDecisionsUnderAHash(Database kind) {
        start(kind, "a@example.dk");
        Change change = claimOne();
        audiencePersons.record(change, "entry", clock.instant(), written());
        queue.dueNow(Direction.AUDIENCE, change.memberId(), "push");
        audiencePersons.record(claimOne(), null, clock.instant(), AudienceTakingTest.found(null));
        links.save(MemberLink.active("member", "1", "entry"), START);
        bases.save("member", Map.of("email", FieldValue.of("other@example.dk")));

        transaction.executeWithoutResult(status -> erasure.forget("member"));

        assertThat(count("audience_person")).isZero();
        assertThat(rows("consent_decision")).hasSize(2).allSatisfy(row -> {
            assertThat(row.get("MEMBER_ID").toString()).doesNotStartWith("person-");
            assertThat(row.get("HEYLOYALTY_ID")).isNull();
            assertThat(row.toString()).doesNotContain("a@example.dk", change.memberId());
        });
    }

    private Person person(Change change) {
        return audiencePersons.find(change.memberId()).orElseThrow();
    }

    private static HeyLoyaltyMember entry() {
        return AudienceTakingTest.entry(Map.of("email", "a@example.dk"));
    }

    private static Finding written() {
        return new Finding("AUDIENCE_WRITTEN", "entry", true, new Reason("A2", "for a test"), Set.of("cdp_cats"));
    }
}
