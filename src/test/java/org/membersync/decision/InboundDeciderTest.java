package org.membersync.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.membersync.decision.Cases.ENTRY;
import static org.membersync.decision.Cases.NOW;
import static org.membersync.decision.Cases.active;
import static org.membersync.decision.Cases.ended;
import static org.membersync.decision.Cases.entry;
import static org.membersync.decision.Cases.read;
import static org.membersync.decision.Cases.unsubscribedEntry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.mapping.FieldComparison;
import org.membersync.mapping.MemberMapping;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.support.MemberBuilder;

class InboundDeciderTest {

    private static final Instant ENDED = NOW.minus(Duration.ofDays(3));
    private static final Change CHANGE = new Change(Direction.INBOUND, ENTRY, "", "webhook", 1, "token", 0);
    private static final Member MEMBER = MemberBuilder.eligible().build();

    private static final MemberMapping MAPPING = MemberMapping.parse(
            "mappings/member.yaml",
            "fields:\n  - { bc: email, heyloyalty: email }\n  - { bc: firstName, heyloyalty: firstname }\n",
            name -> null);

    private final InboundDecider decider = new InboundDecider(FieldComparison::same, new InboundRules(true, true));

    @Test
    void setsTheNewsletterToNoAndNothingElse() {
        Decision decision = decide(linked(unsubscribedEntry(ENDED), read(MEMBER, active())));

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHDRAW);
        assertThat(decision.write()).isEqualTo(Map.of("newsletter", FieldValue.of("no")));
        assertThat(decision.link()).isEqualTo(ended(ENDED, UnsubscribedBy.HEYLOYALTY));
        assertThat(decision.writes()).as("to HeyLoyalty").isFalse();
    }

    @Test
    void writesNothingWhenBusinessCentralSaysNoAlready() {
        Member no = MemberBuilder.eligible().newsletter(Newsletter.NO).build();

        Decision decision = decide(linked(unsubscribedEntry(ENDED), read(no, active())));

        assertThat(decision.write()).isEmpty();
        assertThat(decision.link()).isEqualTo(ended(ENDED, UnsubscribedBy.HEYLOYALTY));
    }

    @Test
    void aSubscriptionThatWaitsForItsConfirmationSaysNothing() {
        InboundCase inbound = InboundCase.of(CHANGE, active()).read(entry(ENTRY, Status.OTHER, null));

        assertThat(inbound.isKnown()).as("Business Central is not even read").isFalse();
        assertThat(decide(inbound).write()).isEmpty();
    }

    @Test
    void aNewerYesInBusinessCentralStays() {
        MemberCase saidNoAfterwards = read(MEMBER, active(), ENDED.plus(Duration.ofDays(1)));

        assertThat(decide(linked(unsubscribedEntry(ENDED), saidNoAfterwards)).write())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "HEYLOYALTY", mode = EnumSource.Mode.EXCLUDE)
    void anUnsubscriptionOfOursIsNoWithdrawal(UnsubscribedBy who) {
        assertThat(decide(linked(unsubscribedEntry(ENDED), read(MEMBER, ended(ENDED, who))))
                        .write())
                .isEmpty();
    }

    @Test
    void anOldEntryOfSomebodyWhoIsOnTheListSaysNothing() {
        HeyLoyaltyMember old = entry("old", Status.UNSUBSCRIBED, ENDED);
        InboundCase linkedElsewhere = unlinked(old, List.of()).member(read(MEMBER, active()));
        InboundCase activeElsewhere =
                unlinked(old, List.of(created(ENDED.plusSeconds(1)))).member(read(MEMBER, null));

        assertThat(decide(linkedElsewhere).write()).isEmpty();
        assertThat(decide(activeElsewhere).write()).isEmpty();
    }

    @Test
    void anOldEntrySaysNothingThoughTheOneAfterItEndedToo() {
        MemberCase linked = read(MEMBER, ended(NOW, UnsubscribedBy.MEMBERSYNC));
        HeyLoyaltyMember old = entry("old", Status.UNSUBSCRIBED, ENDED);

        InboundCase followed =
                unlinked(old, List.of(unsubscribedEntry(ENDED.plusSeconds(1)))).member(linked);
        InboundCase last =
                unlinked(old, List.of(unsubscribedEntry(ENDED.minusSeconds(1)))).member(linked);

        assertThat(decide(followed).outcome()).isEqualTo(Outcome.IN_STEP);
        assertThat(decide(last).outcome()).isEqualTo(Outcome.WITHDRAW);
    }

    @Test
    void anotherEntryThatIsNotNewerDoesNotStopAWithdrawalAndGoesToo() {
        InboundCase two = unlinked(unsubscribedEntry(ENDED), List.of(created(ENDED.minusSeconds(1))))
                .member(read(MEMBER, null));

        Decision decision = decide(two);

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHDRAW);
        assertThat(decision.settlement().entriesDue()).containsExactly("new");
    }

    @Test
    void aNoOfASecondEntryCountsThoughTheLinkedOneIsActiveUnlessThatOneIsNewer() {
        HeyLoyaltyMember second = entry("second", Status.UNSUBSCRIBED, ENDED);
        MemberCase linked = read(MEMBER, active());

        Decision older = decide(
                unlinked(second, List.of(linkedSince(ENDED.minusSeconds(1)))).member(linked));
        Decision newer = decide(
                unlinked(second, List.of(linkedSince(ENDED.plusSeconds(1)))).member(linked));

        assertThat(older.outcome()).isEqualTo(Outcome.WITHDRAW);
        assertThat(older.link())
                .as("the active entry stays linked until it is unsubscribed")
                .isEqualTo(active());
        assertThat(older.settlement().otherDirectionDue()).isTrue();
        assertThat(newer.outcome()).isEqualTo(Outcome.IN_STEP);
        assertThat(newer.write()).isEmpty();
    }

    @Test
    void whoSubscribedAgainWithAnotherEntryIsLinkedWithThat() {
        InboundCase again = linked(unsubscribedEntry(ENDED), read(MEMBER, active()))
                .besides(List.of(created(ENDED.plusSeconds(1))));

        Decision decision = decide(again);

        assertThat(decision.write()).isEmpty();
        assertThat(decision.link().heyLoyaltyId()).isEqualTo("new");
        assertThat(decision.settlement().entriesDue()).containsExactly("new");
    }

    @Test
    void anActiveEntryBesideTheEndedOneIsLinkedUnlessItIsOlderThanThePersonsOwnNo() {
        HeyLoyaltyMember older = created(ENDED.minusSeconds(1));
        HeyLoyaltyMember newer = created(ENDED.plusSeconds(2));

        assertThat(decideBeside(older, UnsubscribedBy.HEYLOYALTY).link()).isNull();
        assertThat(decideBeside(newer, UnsubscribedBy.HEYLOYALTY).link().heyLoyaltyId())
                .isEqualTo("new");
        Decision ofOurs = decideBeside(older, UnsubscribedBy.MEMBERSYNC);
        assertThat(ofOurs.link().heyLoyaltyId()).isEqualTo("new");
        assertThat(ofOurs.settlement().otherDirectionDue())
                .as("the filters decide whether it stays")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Newsletter.class,
            names = {"YES", "NO"})
    void anotherEntryThatComplainsIsLinkedInPlaceOfAnEndedOneSoThatItIsUnsubscribed(Newsletter newsletter) {
        Member member = MemberBuilder.eligible().newsletter(newsletter).build();
        HeyLoyaltyMember complaining = new HeyLoyaltyMember(
                "new", Status.ACTIVE, null, NOW, Map.of(), NOW, HeyLoyaltyMember.EmailStatus.COMPLAINT);

        Decision decision = decide(unlinked(complaining, List.of(complaining))
                .member(read(member, ended(ENDED, UnsubscribedBy.MEMBERSYNC))));

        assertThat(decision.outcome()).isEqualTo(newsletter == Newsletter.NO ? Outcome.IN_STEP : Outcome.WITHDRAW);
        assertThat(decision.link().heyLoyaltyId()).isEqualTo("new");
        assertThat(decision.link().unsubscribedBy()).isEqualTo(UnsubscribedBy.HEYLOYALTY);
        assertThat(decision.settlement().otherDirectionDue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-1, IN_STEP", "0, IN_STEP", "1, SUBSCRIBE_MEMBER"})
    void aNewEntryThatIsNewerThanTheNoInBusinessCentralMustBeNewerThanTheOneInHeyLoyaltyToo(
            int secondsLater, Outcome outcome) {
        Member no = MemberBuilder.eligible().newsletter(Newsletter.NO).build();
        MemberCase ended = read(no, ended(ENDED, UnsubscribedBy.HEYLOYALTY))
                .agreed(Agreement.NONE.changedInBusinessCentral(ENDED.minusSeconds(60)));

        Decision decision = decide(
                unlinked(created(ENDED.plusSeconds(secondsLater)), List.of()).member(ended));

        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @Test
    void anActiveEntryBesideOneThatWaitsForItsConfirmationIsLinked() {
        MemberLink waiting = new MemberLink(MEMBER.id(), MEMBER.number(), ENTRY, MemberLink.Status.OTHER, null, null);
        InboundCase beside =
                unlinked(created(ENDED), List.of()).member(read(MEMBER, waiting, ENDED.minus(Duration.ofDays(1))));

        assertThat(decide(beside).link().heyLoyaltyId()).isEqualTo("new");
    }

    private Decision decideBeside(HeyLoyaltyMember entry, UnsubscribedBy who) {
        return decide(unlinked(entry, List.of()).member(read(MEMBER, ended(ENDED, who))));
    }

    @Test
    void somebodyFoundByContactWhoIsNowhereElseOnTheListIsWithdrawn() {
        InboundCase found = unlinked(unsubscribedEntry(ENDED), List.of(unsubscribedEntry(ENDED)))
                .member(read(MEMBER, null));

        assertThat(decide(found).outcome()).isEqualTo(Outcome.WITHDRAW);
    }

    @Test
    void somebodyUnknownIsRecordedOnly() {
        InboundCase nobody =
                InboundCase.of(CHANGE, null).read(unsubscribedEntry(ENDED)).matched(List.of());

        assertThat(nobody.isKnown()).isFalse();
        assertThat(decide(nobody).outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(decide(InboundCase.of(CHANGE, null)).write())
                .as("gone from the list")
                .isEmpty();
    }

    @Test
    void twoMembersWithTheContactAreNeverGuessed() {
        InboundCase two =
                InboundCase.of(CHANGE, null).read(unsubscribedEntry(ENDED)).matched(List.of("id-1", "id-2"));

        assertThatThrownBy(two::isKnown)
                .isInstanceOf(AmbiguousMatchException.class)
                .hasMessageContaining("id-1, id-2");
    }

    @Test
    void somebodyNewWithTwoActiveEntriesIsNotMadeAMemberTwice() {
        HeyLoyaltyMember first = entry(ENTRY, Status.ACTIVE, null);
        HeyLoyaltyMember ended = entry("old", Status.UNSUBSCRIBED, ENDED);

        assertThatThrownBy(() -> decide(stranger(first, List.of(first, created(NOW), ended))))
                .isInstanceOf(AmbiguousMatchException.class)
                .hasMessageContaining(ENTRY + ", new")
                .hasMessageNotContainingAny("old", MemberBuilder.EMAIL);
        assertThat(decide(stranger(first, List.of(first, ended))).outcome()).isEqualTo(Outcome.CREATE_MEMBER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoSubscribedAgainWithTwoEntriesIsNotGuessed(boolean linked) {
        List<HeyLoyaltyMember> newer =
                List.of(created("new", ENDED.plusSeconds(1)), created("newer", ENDED.plusSeconds(2)));
        InboundCase again = linked
                ? linked(unsubscribedEntry(ENDED), read(MEMBER, active())).besides(newer)
                : unlinked(unsubscribedEntry(ENDED), newer).member(read(MEMBER, null));

        assertThatThrownBy(() -> decide(again))
                .isInstanceOf(AmbiguousMatchException.class)
                .hasMessageContaining("new, newer");
    }

    @Test
    void ofTwoOtherEntriesOnlyTheOneAfterTheUnsubscriptionIsASubscription() {
        InboundCase again = linked(unsubscribedEntry(ENDED), read(MEMBER, active()))
                .besides(List.of(created("before", ENDED.minusSeconds(1)), created("after", ENDED.plusSeconds(1))));

        Decision decision = decide(again);

        assertThat(decision.outcome()).isEqualTo(Outcome.IN_STEP);
        assertThat(decision.write()).isEmpty();
        assertThat(decision.link().heyLoyaltyId()).isEqualTo("after");
        assertThat(decision.settlement().entriesDue()).containsExactly("after");
    }

    private static InboundCase stranger(HeyLoyaltyMember entry, List<HeyLoyaltyMember> withTheAddress) {
        return InboundCase.of(CHANGE, null).read(entry).matched(List.of()).besides(withTheAddress);
    }

    private Decision decide(InboundCase inbound) {
        return decider.decide(inbound, MAPPING, Cases.NO_DUPLICATES);
    }

    private static HeyLoyaltyMember created(Instant when) {
        return created("new", when);
    }

    private static HeyLoyaltyMember created(String id, Instant when) {
        return new HeyLoyaltyMember(id, Status.ACTIVE, null, when, Map.of(), when, HeyLoyaltyMember.EmailStatus.FINE);
    }

    private static InboundCase linked(HeyLoyaltyMember entry, MemberCase member) {
        return InboundCase.of(CHANGE, member.link()).read(entry).member(member);
    }

    private static InboundCase unlinked(HeyLoyaltyMember entry, List<HeyLoyaltyMember> others) {
        return InboundCase.of(CHANGE, null)
                .read(entry)
                .matched(List.of(MemberBuilder.ID))
                .besides(others);
    }

    /** The linked entry. */
    private static HeyLoyaltyMember linkedSince(Instant createdAt) {
        return new HeyLoyaltyMember(
                ENTRY, Status.ACTIVE, null, ENDED, Map.of(), createdAt, HeyLoyaltyMember.EmailStatus.FINE);
    }
}
