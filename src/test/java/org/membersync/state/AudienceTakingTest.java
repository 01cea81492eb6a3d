package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.membersync.cdp.AudienceEvent;
import org.membersync.cdp.AudienceEvent.Kind;
import org.membersync.cdp.MembershipChanges;
import org.membersync.cdp.MembershipSnapshot;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Reason;
import org.membersync.failure.OvertakenException;
import org.membersync.heyloyalty.WebhookNotice;
import org.membersync.mapping.Activation;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.Activations;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;

/** What a CDP tells, as it is kept (behaviour A3, A4). */
class AudienceTakingTest extends StateTestSupport {

    private static final String CATS = "audience:cats";
    private static final Activations ONE = activations("cats");

    static Activations activations(String... audiences) {
        List<ActivationItem> items = new ArrayList<>();
        for (String id : audiences) {
            items.add(new ActivationItem(
                    ActivationItem.Kind.AUDIENCE, id, id, "cdp_" + id, "", "In", "Out", "choice", 1));
        }
        return new Activations(List.of(new Activation("club.yaml", "Club", "", "", "", items)));
    }

    /** What a turn found that wrote nothing. */
    static AudiencePersons.Finding found(String entryId) {
        return new AudiencePersons.Finding("AUDIENCE_FOUND", entryId, false, new Reason("A2", "for a test"), Set.of());
    }

    private void start(Database kind) {
        open(kind);
        activations.replace(ONE);
        audienceTaking.activate();
    }

    @OnEachDatabase
    void queuesWhoseValueChangedOnce(Database kind) {
        start(kind);
        audienceInbox.store(
                List.of(event(Kind.ENTERED, "a", 1), event(Kind.ENTERED, "b", 1), event(Kind.LEFT, "b", 2)));
        assertThat(audienceInbox.isPending()).isTrue();

        audienceTaking.takePushed();
        audienceTaking.takePushed();

        assertThat(audienceInbox.countPending()).isZero();
        assertThat(values()).isEqualTo(Map.of("a@example.dk", "in", "b@example.dk", "out"));
        assertThat(count("member_change")).isEqualTo(2);
        settle();
        List<Change> claimed = queue.claim(10, true);
        assertThat(claimed).extracting(Change::direction).containsOnly(Direction.AUDIENCE);
        claimed.forEach(change -> audiencePersons.record(change, null, clock.instant(), found(null)));

        audienceInbox.store(List.of(event(Kind.ENTERED, "a", 1), event(Kind.ENTERED, "b", 1)));
        audienceTaking.takePushed();
        assertThat(count("member_change")).isZero();
    }

    @OnEachDatabase
    void takesAnyOrderOfADeletionAndWhatFollowsIt(Database kind) {
        List<AudienceEvent> events = new ArrayList<>(List.of(
                event(Kind.ENTERED, "a", 1),
                new AudienceEvent(Kind.DELETED, CATS, "", null, START.plusSeconds(2)),
                event(Kind.ENTERED, "b", 3)));
        for (int turn = 0; turn < 3; turn++) {
            Collections.rotate(events, 1);
            start(kind);
            events.forEach(event -> {
                audienceInbox.store(List.of(event));
                audienceTaking.takePushed();
            });

            assertThat(values()).as("%s", events).isEqualTo(Map.of("b@example.dk", "in"));
            assertThat(audienceItems.find("", CATS).orElseThrow().isRemoved()).isFalse();
            close();
        }
        start(kind);
        audienceInbox.store(List.of(
                new AudienceEvent(Kind.DELETED, CATS, "", null, START.plusSeconds(2)), event(Kind.ENTERED, "a", 1)));
        audienceTaking.takePushed();
        assertThat(audienceItems.find("", CATS).orElseThrow().isRemoved()).isTrue();
        assertThat(values()).isEmpty();
    }

    @OnEachDatabase
    void comparesASnapshotWithWhomItHeldToBeIn(Database kind) {
        start(kind);
        audienceInbox.store(
                List.of(event(Kind.ENTERED, "a", 1), event(Kind.ENTERED, "b", 1), event(Kind.ENTERED, "late", 90)));
        audienceTaking.takePushed();

        audienceTaking.takeSnapshot(
                "cats", new MembershipSnapshot(7, List.of("b@example.dk", "c@example.dk")), START.plusSeconds(60));

        assertThat(values())
                .isEqualTo(Map.of(
                        "a@example.dk", "out", "b@example.dk", "in", "c@example.dk", "in", "late@example.dk", "in"));
        assertThat(audiencePosition.find().orElseThrow().position()).isEqualTo(7);

        audienceTaking.takeChanges(new MembershipChanges(
                9,
                List.of(
                        new MembershipChanges.Change(event(Kind.ENTERED, "c", 1), 6),
                        new MembershipChanges.Change(event(Kind.LEFT, "b", 59), 8),
                        new MembershipChanges.Change(event(Kind.ENTERED, "a", 59), 9))));
        assertThat(values())
                .containsEntry("a@example.dk", "in")
                .containsEntry("b@example.dk", "out")
                .containsEntry("c@example.dk", "in");

        audienceTaking.sequenceRefused();
        assertThat(audiencePosition.find()).isEmpty();
        audienceTaking.takeSnapshot("cats", new MembershipSnapshot(1, List.of()), START.plusSeconds(120));
        assertThat(values().values()).containsOnly("out");
    }

    @OnEachDatabase
    void takesWhatTheFeedTellsWithinTheSecondThatASnapshotsTimeIsRoundedUpTo(Database kind) {
        start(kind);
        Instant roundedUp = START.plusSeconds(1);
        audienceTaking.takeSnapshot("cats", new MembershipSnapshot(1, List.of("a@example.dk")), roundedUp);
        audienceTaking.sequenceRefused();
        audienceTaking.takeSnapshot("cats", new MembershipSnapshot(2, List.of()), roundedUp);
        audienceTaking.sequenceRefused();
        audienceTaking.takeSnapshot("cats", new MembershipSnapshot(3, List.of()), roundedUp);

        audienceTaking.takeChanges(new MembershipChanges(
                4,
                List.of(new MembershipChanges.Change(
                        new AudienceEvent(Kind.ENTERED, CATS, "a@example.dk", null, START.plusMillis(449)), 4))));

        assertThat(values()).isEqualTo(Map.of("a@example.dk", "in"));
    }

    @OnEachDatabase
    void takesWhatWasPushedBeforeAFileActivatedIt(Database kind) {
        open(kind);
        audienceInbox.store(List.of(event(Kind.ENTERED, "a", 1)));
        audienceTaking.takePushed();
        assertThat(count("audience_person")).isZero();

        activations.replace(ONE);
        audienceTaking.activate();
        audienceTaking.takePushed();

        assertThat(values()).containsEntry("a@example.dk", "in");
    }

    @OnEachDatabase
    void keepsAMembersTurnAndAnAudiencesTurnOfOneEntryApart(Database kind) {
        start(kind);
        audienceInbox.store(List.of(event(Kind.ENTERED, "a", 1)));
        audienceTaking.takePushed();
        settle();
        links.save(MemberLink.active("member", "1", "entry"), START);
        Change audience = claimOne();
        queue.dueNow(Direction.OUTBOUND, "member", "feed");
        Change member = claimOne();

        assertThatThrownBy(() -> claims.meets(audience, "entry", null)).isInstanceOf(OvertakenException.class);
        queue.release(audience);
        assertThat(queue.claim(10, true)).as("it waits for the member's turn").isEmpty();

        queue.complete(member);
        Change again = claimOne();
        claims.meets(again, "entry", null);
        queue.dueNow(Direction.OUTBOUND, "member", "feed");
        queue.dueNow(Direction.INBOUND, "entry", "webhook");
        assertThat(queue.claim(10, true))
                .as("both wait for the audience's turn")
                .isEmpty();
        audiencePersons.record(again, "entry", clock.instant(), found("entry"));
        assertThat(queue.claim(10, true)).hasSize(1);
    }

    @OnEachDatabase
    void pausesAudiencesWithTheMembersThatGoTheSameWay(Database kind) {
        start(kind);
        audienceInbox.store(List.of(event(Kind.ENTERED, "a", 1)));
        audienceTaking.takePushed();
        settle();
        pauses.pause(Direction.OUTBOUND, "astrid", "");
        assertThat(queue.claim(10, true)).isEmpty();
        pauses.resume(Direction.OUTBOUND, "astrid");
        assertThat(queue.claim(10, true)).hasSize(1);
    }

    @OnEachDatabase
    void knowsItsOwnWriteWhenItComesBack(Database kind) {
        start(kind);
        audienceInbox.store(List.of(event(Kind.ENTERED, "a", 1)));
        audienceTaking.takePushed();
        settle();
        Change change = claimOne();
        HeyLoyaltyMember entry = entry(Map.of("email", "a@example.dk", "cdp_cats", ""));
        audienceEcho.announce(change, entry, true);
        audiencePersons.record(change, "entry", clock.instant(), found("entry"));

        assertThat(audienceEcho.isOnlyOurs(entry(Map.of("email", "a@example.dk", "cdp_cats", "4001"))))
                .isTrue();
        assertThat(audienceEcho.isOnlyOurs(entry(Map.of("email", "a@example.dk", "city", "Ribe"))))
                .isFalse();
        webhookInbox.store(new WebhookNotice("update", "entry", LIST), "{}");
        assertThat(queue.claim(10, false)).as("an echo").isEmpty();
        webhookInbox.store(new WebhookNotice("unsubscribe", "entry", LIST), "{}");
        assertThat(queue.claim(10, false))
                .extracting(Change::direction)
                .containsExactlyInAnyOrder(Direction.INBOUND, Direction.AUDIENCE);
        assertThat(audienceEcho.isCrossed("entry")).isFalse();
        clock.advance(Duration.ofSeconds(1));
        webhookInbox.store(new WebhookNotice("unsubscribe", "entry", LIST), "{}");
        assertThat(audienceEcho.isCrossed("entry")).isTrue();
    }

    @OnEachDatabase
    void keepsNothingOfAnErasedPersonNotEvenWhatIsToldLater(Database kind) {
        start(kind);
        audienceInbox.store(List.of(event(Kind.ENTERED, "a", 1)));
        audienceTaking.takePushed();
        bases.save("member", Map.of("email", FieldValue.of("A@example.dk")));
        transaction.executeWithoutResult(status -> erasure.forget("member"));

        audienceInbox.store(List.of(event(Kind.LEFT, "a", 2)));
        audienceTaking.takePushed();
        audienceTaking.takeSnapshot("cats", new MembershipSnapshot(1, List.of("a@example.dk")), START);

        assertThat(count("audience_person")).isZero();
        assertThat(count("audience_value")).isZero();
        assertThat(rows("audience_event").toString()).doesNotContain("a@example.dk");
        assertThat(count("member_change")).isZero();
    }

    @OnEachDatabase
    void looksAgainForThoseWhoWereNotOnAListThatNobodyTellsOf(Database kind) {
        start(kind);
        audienceInbox.store(List.of(event(Kind.ENTERED, "a", 1)));
        audienceTaking.takePushed();
        settle();
        audiencePersons.record(claimOne(), null, clock.instant(), found(null));
        assertThat(audiencePersons.recheck("", Duration.ofHours(1))).isZero();
        clock.advance(Duration.ofMinutes(61));
        assertThat(audiencePersons.recheck("", Duration.ofHours(1))).isOne();
        assertThat(claimOne().source()).isEqualTo("recheck");
        assertThat(audiencePersons.counts("")).containsEntry("told", 1L).containsEntry("absent", 1L);
    }

    @OnEachDatabase
    void keepsWhatADetachedAudienceIsToldUntilItIsAttachedAgain(Database kind) {
        start(kind);
        audienceTaking.detach("", CATS, "astrid");
        assertThat(audienceItems.find("", CATS).orElseThrow().isRemoved()).isTrue();
        audienceInbox.store(List.of(event(Kind.ENTERED, "a", 90)));
        audienceTaking.takePushed();
        assertThat(audienceItems.find("", CATS).orElseThrow().isRemoved()).isTrue();

        assertThat(audienceTaking.startAnew("", List.of(CATS))).isOne();
        assertThat(audienceItems.find("", CATS).orElseThrow().isRemoved()).isFalse();
        assertThat(values()).containsEntry("a@example.dk", "in");
    }

    private static AudienceEvent event(Kind kind, String person, int second) {
        return new AudienceEvent(kind, CATS, person + "@example.dk", null, START.plusSeconds(second));
    }

    static HeyLoyaltyMember entry(Map<String, String> fields) {
        Map<String, FieldValue> values = new java.util.HashMap<>();
        fields.forEach((name, value) -> values.put(name, FieldValue.of(value)));
        return new HeyLoyaltyMember("entry", HeyLoyaltyMember.Status.ACTIVE, null, Instant.EPOCH, values);
    }

    private Map<String, String> values() {
        Map<String, String> values = new java.util.TreeMap<>();
        jdbc.sql("SELECT p.identifier, v.item_value FROM audience_value v JOIN audience_person p"
                        + " ON p.person_id = v.person_id")
                .query((row, number) -> values.put(row.getString(1), row.getString(2)))
                .list();
        return values;
    }
}
