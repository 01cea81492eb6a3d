package org.membersync.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.membersync.decision.Cases.ENTRY;
import static org.membersync.decision.Cases.NOW;
import static org.membersync.decision.Cases.active;
import static org.membersync.decision.Cases.activeEntry;
import static org.membersync.decision.Cases.decide;
import static org.membersync.decision.Cases.eligible;
import static org.membersync.decision.Cases.ended;
import static org.membersync.decision.Cases.entry;
import static org.membersync.decision.Cases.found;
import static org.membersync.decision.Cases.unsubscribedEntry;
import static org.membersync.decision.Cases.wanted;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.support.MemberBuilder;

class DeciderTest {

    private static final Instant ENDED = NOW.minus(Duration.ofDays(30));

    @Test
    void createsAnEligibleMemberWhomNobodyOnTheListIs() {
        Decision decision = decide(found());

        assertThat(decision.outcome()).isEqualTo(Outcome.CREATE);
        assertThat(decision.write()).isEqualTo(wanted());
        assertThat(decision.heyLoyaltyId()).isNull();
        assertThat(rules(decision)).containsExactly("O3");
        assertThat(decision.link()).isEqualTo(MemberLink.active(MemberBuilder.ID, MemberBuilder.NUMBER, null));
    }

    @Test
    void createsWithoutTheFieldsThatHaveNoValue() {
        Map<String, FieldValue> fields = new HashMap<>(wanted());
        fields.put("lastname", FieldValue.empty());

        Decision decision = decide(found().transformed(fields));

        assertThat(decision.write()).containsOnlyKeys("email", "firstname", "hobbies");
    }

    @Test
    void linksAndUpdatesSomebodyFoundByContact() {
        Map<String, FieldValue> theirs = new HashMap<>(wanted());
        theirs.put("firstname", FieldValue.of("Soren"));

        Decision decision = decide(found(entry("hl-5", theirs)));

        assertThat(decision.outcome()).isEqualTo(Outcome.UPDATE);
        assertThat(decision.heyLoyaltyId()).isEqualTo("hl-5");
        assertThat(decision.write()).isEqualTo(Map.of("firstname", FieldValue.of("Søren")));
        assertThat(decision.link().heyLoyaltyId()).isEqualTo("hl-5");
        assertThat(rules(decision)).containsExactly("O3", "O4");
    }

    @Test
    void linksWithoutACallSomebodyFoundWhoIsInStep() {
        Decision decision = decide(found(entry("hl-5", wanted())));

        assertThat(decision.outcome()).isEqualTo(Outcome.LINK);
        assertThat(decision.writes()).isFalse();
        assertThat(decision.link().heyLoyaltyId()).isEqualTo("hl-5");
    }

    @Test
    void findsTheActiveOneBesideUnsubscribedOnes() {
        Decision decision = decide(found(entry("hl-4", Status.UNSUBSCRIBED, ENDED), entry("hl-5", wanted())));

        assertThat(decision.outcome()).isEqualTo(Outcome.LINK);
        assertThat(decision.heyLoyaltyId()).isEqualTo("hl-5");
    }

    @Test
    void neverGuessesWhichOfTwoActiveOnesItIs() {
        MemberCase two = found(entry("hl-5", wanted()), entry("hl-6", wanted()));

        assertThatThrownBy(() -> decide(two))
                .isInstanceOfSatisfying(AmbiguousMatchException.class, e -> assertThat(e.reason())
                        .isEqualTo("ambiguous-match"))
                .hasMessageContaining("hl-5, hl-6")
                .hasMessageNotContaining(MemberBuilder.EMAIL);
    }

    @Test
    void refusesAContactThatAnotherLinkedMemberHasUnlessTheListTakesDuplicates() {
        MemberCase taken = eligible(null).found(List.of(entry("hl-5", wanted())), Set.of("hl-5"));

        assertThatThrownBy(() -> decide(taken))
                .isInstanceOf(AmbiguousMatchException.class)
                .hasMessageContaining("hl-5")
                .hasMessageNotContaining(MemberBuilder.EMAIL);
        assertThat(Cases.decider().decide(taken, Cases.DUPLICATES).outcome()).isEqualTo(Outcome.CREATE);
        assertThat(Cases.decider().decide(taken, Cases.list("allow_email")).outcome())
                .isEqualTo(Outcome.CREATE);
    }

    @Test
    void linksTheFreeOneBesideOneOfAnotherMember() {
        MemberCase both =
                eligible(null).found(List.of(entry("hl-5", wanted()), entry("hl-6", wanted())), Set.of("hl-5"));

        assertThat(decide(both).heyLoyaltyId()).isEqualTo("hl-6");
    }

    @Test
    void withholdsSomebodyWhoUnsubscribedBeforeTheyWereLinked() {
        Decision decision = decide(found(entry("hl-4", Status.UNSUBSCRIBED, ENDED)));

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(rules(decision)).containsExactly("O5");
        assertThat(decision.link().heyLoyaltyId()).isEqualTo("hl-4");
        assertThat(decision.link().unsubscribedAt()).isEqualTo(ENDED);
        assertThat(decision.link().unsubscribedBy()).isEqualTo(UnsubscribedBy.HEYLOYALTY);
    }

    @Test
    void withholdsWhenHeyLoyaltyDoesNotTellSinceWhen() {
        Decision decision = decide(found(entry("hl-4", Status.UNSUBSCRIBED, null)));

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(decision.link().unsubscribedAt()).isEqualTo(NOW);
    }

    @Test
    void withholdsForAnotherMembersUnsubscriptionOfTheSameContactWithoutTakingTheirEntry() {
        MemberCase shared = eligible(null).found(List.of(entry("hl-4", Status.UNSUBSCRIBED, ENDED)), Set.of("hl-4"));

        Decision decision = decide(shared);

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(decision.link()).isNull();
    }

    @Test
    void subscribesAMemberWhoWasMadeAfterTheUnsubscription() {
        Member member = MemberBuilder.eligible()
                .createdAt(ENDED.plus(Duration.ofDays(1)))
                .build();
        MemberCase fresh = Cases.read(member, null)
                .transformed(wanted())
                .found(List.of(entry("hl-4", Status.UNSUBSCRIBED, ENDED)), Set.of());

        Decision decision = decide(fresh);

        assertThat(decision.outcome()).isEqualTo(Outcome.CREATE);
        assertThat(rules(decision)).containsExactly("O5");
    }

    @Test
    void leavesASubscriptionAloneThatWaitsForItsConfirmation() {
        Decision decision = decide(found(entry("hl-4", Status.OTHER, null)));

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(decision.link().heyLoyaltyId()).isEqualTo("hl-4");
        assertThat(decision.link().status()).isEqualTo(MemberLink.Status.OTHER);
    }

    @Test
    void writesOnlyTheFieldsThatDiffer() {
        Map<String, FieldValue> theirs = new HashMap<>(wanted());
        theirs.put("lastname", FieldValue.of("Oestergaard"));
        theirs.put("email", FieldValue.of(MemberBuilder.EMAIL.toUpperCase(java.util.Locale.ROOT)));
        theirs.put("hobbies", FieldValue.of(List.of("2", "1")));
        theirs.put("other_system", FieldValue.of("theirs"));

        Decision decision = decide(eligible(active()).linkedRead(entry(ENTRY, theirs)));

        assertThat(decision.outcome()).isEqualTo(Outcome.UPDATE);
        assertThat(decision.write()).isEqualTo(Map.of("lastname", FieldValue.of("Østergård")));
        assertThat(decision.reasons().get(0).text()).contains("lastname").doesNotContain("Østergård");
        assertThat(decision.toString()).doesNotContain("Østergård");
    }

    @Test
    void emptiesAFieldThatBusinessCentralHasNoValueFor() {
        Map<String, FieldValue> fields = new HashMap<>(wanted());
        fields.put("lastname", FieldValue.empty());

        Decision decision = decide(eligible(active()).transformed(fields).linkedRead(activeEntry()));

        assertThat(decision.write()).isEqualTo(Map.of("lastname", FieldValue.empty()));
    }

    @Test
    void callsNobodyWhenNothingDiffers() {
        Decision decision = decide(eligible(active()).linkedRead(activeEntry()));

        assertThat(decision.outcome()).isEqualTo(Outcome.IN_STEP);
        assertThat(decision.writes()).isFalse();
        assertThat(decision.link()).isEqualTo(active());
    }

    @Test
    void neverUpdatesSomebodyWhoUnsubscribedInHeyLoyalty() {
        Decision decision = decide(eligible(active()).linkedRead(entry(ENTRY, Status.UNSUBSCRIBED, ENDED)));

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(decision.write()).isEmpty();
        assertThat(decision.link()).isEqualTo(ended(ENDED, UnsubscribedBy.HEYLOYALTY));
    }

    @Test
    void doesNotTakeAnOldNoForANewerYes() {
        MemberLink link = ended(ENDED, UnsubscribedBy.HEYLOYALTY);

        Decision decision = decide(eligible(link, ENDED.minusSeconds(1)).linkedRead(unsubscribedEntry(ENDED)));

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
    }

    @Test
    void subscribesAgainAsANewMemberOnlyWithANewerYes() {
        MemberLink link = ended(ENDED, UnsubscribedBy.HEYLOYALTY);
        MemberCase again = eligible(link, ENDED.plusSeconds(60)).linkedRead(unsubscribedEntry(ENDED));

        Decision decision = decide(again.found(List.of(unsubscribedEntry(ENDED)), Set.of()));

        assertThat(decision.outcome()).isEqualTo(Outcome.CREATE);
        assertThat(rules(decision)).containsExactly("O5");
        assertThat(decision.link().heyLoyaltyId()).isNull();
    }

    @Test
    void linksTheNewMemberWhoseCreationWasNotRecorded() {
        MemberLink link = ended(ENDED, UnsubscribedBy.HEYLOYALTY);
        MemberCase again = eligible(link, ENDED.plusSeconds(60)).linkedRead(unsubscribedEntry(ENDED));

        Decision decision = decide(again.found(List.of(unsubscribedEntry(ENDED), entry("hl-99", wanted())), Set.of()));

        assertThat(decision.outcome()).isEqualTo(Outcome.LINK);
        assertThat(decision.link().heyLoyaltyId()).isEqualTo("hl-99");
    }

    @Test
    void doesNotTakeAYesBeforeASecondUnsubscription() {
        MemberLink link = ended(ENDED, UnsubscribedBy.MEMBERSYNC);
        Instant again = ENDED.plus(Duration.ofDays(2));

        Decision decision =
                decide(eligible(link, ENDED.plus(Duration.ofDays(1))).linkedRead(unsubscribedEntry(again)));

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(decision.link()).isEqualTo(ended(again, UnsubscribedBy.HEYLOYALTY));
    }

    @Test
    void takesOurOwnUnsubscriptionForOursThoughHeyLoyaltysClockDiffers() {
        MemberLink link = ended(ENDED, UnsubscribedBy.MEMBERSYNC);
        MemberCase again = eligible(link, ENDED).linkedRead(unsubscribedEntry(ENDED.plusSeconds(90)));

        assertThat(again.lookUp()).isEqualTo(LookUp.BY_CONTACT);
        assertThat(decide(again.found(List.of(unsubscribedEntry(ENDED.plusSeconds(90))), Set.of()))
                        .outcome())
                .isEqualTo(Outcome.CREATE);
    }

    @Test
    void holdsSomebodyWeUnsubscribedUntilANewerYes() {
        MemberLink link = ended(ENDED, UnsubscribedBy.MEMBERSYNC);

        Decision decision = decide(eligible(link).linkedRead(unsubscribedEntry(ENDED)));

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(decision.link()).isEqualTo(link.told(ENDED));
    }

    @Test
    void subscribesAgainWhenTheMissingApprovalIsGiven() {
        MemberLink link = ended(ENDED, UnsubscribedBy.MEMBERSYNC_FOR_APPROVAL);
        MemberCase approved = eligible(link).linkedRead(unsubscribedEntry(ENDED.plusSeconds(2)));

        assertThat(approved.lookUp()).isEqualTo(LookUp.BY_CONTACT);
        assertThat(decide(approved.found(List.of(unsubscribedEntry(ENDED.plusSeconds(2))), Set.of()))
                        .outcome())
                .isEqualTo(Outcome.CREATE);
    }

    @Test
    void unsubscribesALinkedMemberWhoIsRefused() {
        Decision decision = decide(
                eligible(active()).refuse("E3", "the newsletter is not wanted").linkedRead(activeEntry()));

        assertThat(decision.outcome()).isEqualTo(Outcome.UNSUBSCRIBE);
        assertThat(decision.heyLoyaltyId()).isEqualTo(ENTRY);
        assertThat(decision.write()).isEmpty();
        assertThat(rules(decision)).containsExactly("E3");
        assertThat(decision.link()).isEqualTo(ended(NOW, UnsubscribedBy.MEMBERSYNC));
    }

    @Test
    void remembersThatOnlyTheApprovalWasMissing() {
        MemberCase refused = eligible(active()).refuse("E4", "no approval").linkedRead(activeEntry());

        assertThat(decide(refused).link().unsubscribedBy()).isEqualTo(UnsubscribedBy.MEMBERSYNC_FOR_APPROVAL);
        assertThat(decide(refused.refuse("E3", "no newsletter")).link().unsubscribedBy())
                .isEqualTo(UnsubscribedBy.MEMBERSYNC);
    }

    @Test
    void unsubscribesNobodyTwice() {
        Decision decision = decide(eligible(active()).refuse("E3", "no").linkedRead(unsubscribedEntry(ENDED)));

        assertThat(decision.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(decision.link()).isEqualTo(ended(ENDED, UnsubscribedBy.HEYLOYALTY));
    }

    @Test
    void sendsNothingForARefusedMemberWithoutALink() {
        Decision decision = decide(eligible(null).refuse("E1", "no e-mail"));

        assertThat(decision.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(decision.link()).isNull();
        assertThat(rules(decision)).containsExactly("E1");
    }

    @Test
    void takesAnEntryThatDisappearedForAWithdrawal() {
        MemberCase gone = eligible(active()).linkedNotFound().linkedNotFound();

        Decision decision = decide(gone.found(List.of(), Set.of()));

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(decision.link()).isEqualTo(ended(NOW, UnsubscribedBy.HEYLOYALTY));
    }

    @Test
    void movesTheLinkOfAnEntryThatDisappearedToTheActiveOneWithTheSameContact() {
        MemberCase gone = eligible(active()).linkedNotFound().linkedNotFound();

        Decision decision = decide(gone.found(List.of(entry("hl-99", wanted())), Set.of()));

        assertThat(decision.outcome()).isEqualTo(Outcome.LINK);
        assertThat(decision.link().heyLoyaltyId()).isEqualTo("hl-99");
    }

    @Test
    void sendsNothingForARefusedMemberWhoseEntryDisappeared() {
        MemberCase gone = eligible(active()).refuse("E3", "no").linkedNotFound().linkedNotFound();

        Decision decision = decide(gone);

        assertThat(decision.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(decision.link().isUnsubscribed()).isTrue();
    }

    @Test
    void erasesTheDeletedAndTheAnonymisedAlsoWhenUnsubscribedAlready() {
        for (MemberCase erased : List.of(Cases.read(null, active()), Cases.anonymised(active()))) {
            for (var entry : List.of(activeEntry(), unsubscribedEntry(ENDED), entry(ENTRY, Status.OTHER, null))) {
                Decision decision = decide(erased.linkedRead(entry));

                assertThat(decision.outcome()).isEqualTo(Outcome.ERASE);
                assertThat(decision.heyLoyaltyId()).isEqualTo(ENTRY);
                assertThat(decision.link()).isNull();
                assertThat(rules(decision)).containsExactly("O7");
            }
        }
    }

    @Test
    void erasesNothingThatIsNotThere() {
        assertThat(decide(Cases.read(null, null)).outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(decide(Cases.anonymised(active()).linkedNotFound().linkedNotFound())
                        .outcome())
                .isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void neverBringsTheErasedBack() {
        Decision decision = decide(Cases.suppressed(null).transformed(wanted()).found(List.of(), Set.of()));

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(decision.write()).isEmpty();
        assertThat(rules(decision)).containsExactly("P5");
    }

    @Test
    void neverUpdatesASubscriptionInAnotherStatus() {
        Map<String, FieldValue> theirs = new TreeMap<>(Map.of("firstname", FieldValue.of("Soren")));
        var pending = new org.membersync.member.HeyLoyaltyMember(ENTRY, Status.OTHER, null, null, theirs);

        Decision decision = decide(eligible(active()).linkedRead(pending));

        assertThat(decision.outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(decision.write()).isEmpty();
        assertThat(decision.link().status()).isEqualTo(MemberLink.Status.OTHER);
    }

    @Test
    void keepsTheReasonsFreeOfPersonalData() {
        Member member = MemberBuilder.eligible().newsletter(Newsletter.NO).build();
        for (Decision decision : List.of(
                decide(found()),
                decide(Cases.read(member, active()).refuse("E3", "no").linkedRead(activeEntry())),
                decide(eligible(active()).linkedRead(unsubscribedEntry(ENDED))))) {
            assertThat(decision.reasons()).isNotEmpty();
            assertThat(decision.reasons().toString() + decision)
                    .doesNotContain("Søren", "Østergård", MemberBuilder.EMAIL, MemberBuilder.PHONE);
        }
    }

    private static List<String> rules(Decision decision) {
        return decision.reasons().stream().map(Reason::rule).toList();
    }
}
