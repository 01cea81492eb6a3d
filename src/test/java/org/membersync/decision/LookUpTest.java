package org.membersync.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.member.HeyLoyaltyMember.Status;

class LookUpTest {

    private static final Instant EARLIER = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2024-02-01T00:00:00Z");

    @Test
    void asksNothingAboutSomebodyNeitherLinkedNorEligible() {
        assertThat(Cases.eligible(null).refuse("E3", "no newsletter").lookUp()).isEqualTo(LookUp.NONE);
    }

    @Test
    void asksByContactForAnEligibleMemberWithoutALink() {
        assertThat(Cases.eligible(null).lookUp()).isEqualTo(LookUp.BY_CONTACT);
        assertThat(Cases.found().lookUp()).isEqualTo(LookUp.NONE);
    }

    @Test
    void asksByIdForALinkedMemberWhetherEligibleOrNot() {
        assertThat(Cases.eligible(Cases.active()).lookUp()).isEqualTo(LookUp.BY_ID);
        assertThat(Cases.eligible(Cases.active()).refuse("E1", "no e-mail").lookUp())
                .isEqualTo(LookUp.BY_ID);
        assertThat(Cases.eligible(Cases.active())
                        .linkedRead(Cases.activeEntry())
                        .lookUp())
                .isEqualTo(LookUp.NONE);
    }

    @Test
    void asksFirstForTheNewSubscriberWhoseCreationWasAnnounced() {
        AnnouncedWrite announced =
                new AnnouncedWrite(AnnouncedWrite.Kind.SUBSCRIBE, EARLIER, "email", "åse@example.dk", false);
        MemberCase refused = Cases.eligible(null).refuse("E3", "no newsletter").announced(announced);

        assertThat(refused.lookUp()).isEqualTo(LookUp.ANNOUNCED);
        assertThat(refused.announcedRead(List.of(), Set.of()).lookUp()).isEqualTo(LookUp.NONE);
        assertThat(refused.announcedRead(List.of(Cases.activeEntry()), Set.of(Cases.ENTRY))
                        .lookUp())
                .as("another member's entry")
                .isEqualTo(LookUp.NONE);
        MemberCase found = refused.announcedRead(List.of(Cases.activeEntry()), Set.of());
        assertThat(found.lookUp()).isEqualTo(LookUp.NONE);
        assertThat(Cases.decide(found).outcome()).isEqualTo(Outcome.UNSUBSCRIBE);
        assertThat(announced).asString().doesNotContain("åse");
    }

    @Test
    void asksTwiceBeforeItBelievesThatALinkedMemberIsGone() {
        MemberCase once = Cases.eligible(Cases.active()).linkedNotFound();

        assertThat(once.lookUp()).isEqualTo(LookUp.BY_ID);
        assertThat(once.linkedNotFound().lookUp()).isEqualTo(LookUp.BY_CONTACT);
        assertThat(once.linkedNotFound().found(List.of(), Set.of()).lookUp()).isEqualTo(LookUp.NONE);
    }

    @Test
    void forgetsThatItWasGoneWhenItAnswersAgain() {
        MemberCase back = Cases.eligible(Cases.active()).linkedNotFound().linkedRead(Cases.activeEntry());

        assertThat(back.timesNotFound()).isZero();
        assertThat(back.lookUp()).isEqualTo(LookUp.NONE);
    }

    @Test
    void asksNoContactForAGoneMemberWhoIsNotEligible() {
        MemberCase gone = Cases.eligible(Cases.active())
                .refuse("E3", "no newsletter")
                .linkedNotFound()
                .linkedNotFound();

        assertThat(gone.lookUp()).isEqualTo(LookUp.NONE);
    }

    @Test
    void asksByContactForSomebodyWhoSubscribesAgain() {
        MemberLink ended = Cases.ended(EARLIER, UnsubscribedBy.HEYLOYALTY);

        assertThat(Cases.eligible(ended, LATER)
                        .linkedRead(Cases.unsubscribedEntry(EARLIER))
                        .lookUp())
                .isEqualTo(LookUp.BY_CONTACT);
        assertThat(Cases.eligible(ended)
                        .linkedRead(Cases.unsubscribedEntry(EARLIER))
                        .lookUp())
                .isEqualTo(LookUp.NONE);
    }

    @Test
    void asksNothingMoreAboutASubscriptionInAnotherStatus() {
        assertThat(Cases.eligible(Cases.active())
                        .linkedRead(Cases.entry(Cases.ENTRY, Status.OTHER, null))
                        .lookUp())
                .isEqualTo(LookUp.NONE);
    }

    @Test
    void asksTheErasedOnlyByTheirLink() {
        assertThat(Cases.read(null, null).lookUp()).isEqualTo(LookUp.NONE);
        assertThat(Cases.anonymised(null).lookUp()).isEqualTo(LookUp.NONE);
        assertThat(Cases.anonymised(Cases.active()).lookUp()).isEqualTo(LookUp.BY_ID);
        assertThat(Cases.anonymised(Cases.active())
                        .linkedNotFound()
                        .linkedNotFound()
                        .lookUp())
                .isEqualTo(LookUp.NONE);
    }

    @Test
    void asksNothingAboutTheSuppressed() {
        assertThat(Cases.suppressed(null).lookUp()).isEqualTo(LookUp.NONE);
    }

    @Test
    void readsAgainBeforeEveryRepeatedDelivery() {
        MemberCase again =
                Cases.eligible(Cases.active()).linkedRead(Cases.activeEntry()).unread();

        assertThat(again.linked()).isNull();
        assertThat(again.lookUp()).isEqualTo(LookUp.BY_ID);
    }
}
