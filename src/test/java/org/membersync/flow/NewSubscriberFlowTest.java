package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.decision.Direction;
import org.membersync.demo.BusinessCentralOptions;
import org.membersync.demo.BusinessCentralOptions.Conflict;
import org.membersync.demo.BusinessCentralOptions.Identity;
import org.membersync.demo.Fault;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.operation.SyncRun;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Links;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** Who signs up in HeyLoyalty becomes a member of Business Central, once, whatever gets lost on the way (behaviour I6). */
class NewSubscriberFlowTest {

    private static final String EMAIL = "ny.ærø@example.dk";
    private static final String MEMBER = "POST .*/addMember";
    /** Too short to be anybody's own number. */
    private static final String SWITCHBOARD = "2030";

    private final MutableClock clock = new MutableClock(Instant.now());
    private World world;
    private String entry;

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void becomesAMemberWithAnAcceptedApprovalAndTheMembershipTheyChose() {
        start();
        subscribe(Map.of("membership", "502", "city", "Ærøskøbing"));

        settle();

        Member member = theMember();
        assertThat(member.firstName()).isEqualTo("Ny");
        assertThat(member.city()).isEqualTo("Ærøskøbing");
        assertThat(member.newsletter()).isEqualTo(Newsletter.YES);
        assertThat(member.memberships()).singleElement().satisfies(membership -> {
            assertThat(membership.code()).isEqualTo("GOLD");
            assertThat(membership.gdprApproval()).isEqualTo(GdprApproval.ACCEPTED);
        });
        assertSettled();
    }

    @Test
    void whoIsBlockedAndSignsUpAnewIsTakenOffTheListAgain() {
        world = World.empty(clock)
                .with("membersync.members.unsubscribe-if-blocked", "true")
                .start();
        String number = world.eligible("Åse");
        world.run();
        world.businessCentral().block(number, true);
        world.run();
        clock.advance(Duration.ofMinutes(1));

        entry = world.heyLoyalty().add(Map.of("email", "åse@example.dk"));
        tell();
        settle();

        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isFalse();
        assertThat(world.businessCentral().member(number).orElseThrow().newsletter())
                .as("they never said no")
                .isEqualTo(Newsletter.YES);
    }

    @Test
    void theNewMembershipComesBackToHeyLoyaltyOnce() {
        start();
        subscribe(Map.of());

        world.work();
        settle();

        HeyLoyaltyMember listed = world.heyLoyalty().member(entry).orElseThrow();
        assertThat(listed.field("membership_no").text())
                .isEqualTo(theMember().memberships().get(0).number());
        assertThat(world.heyLoyalty().calls().entries())
                .filteredOn(call -> !call.method().equals("GET"))
                .hasSize(1);
        assertSettled();
    }

    @Test
    void whatTheyToldOfThemselvesBecomesAttributes() {
        start();
        subscribe(Map.of("favourite_sport", "31981", "interests", "7,8"));

        settle();

        assertThat(theMember().attributes())
                .containsEntry("SPORT", "HANDBALL")
                .containsEntry("INTERESTS", "MUSIC,BOOKS");
        assertThat(world.heyLoyalty()
                        .member(entry)
                        .orElseThrow()
                        .field("favourite_sport")
                        .text())
                .isEqualTo("31981");
        assertSettled();
    }

    @Test
    void withoutAMembershipValueTheDefaultItemCounts() {
        start();
        subscribe(Map.of());

        settle();

        assertThat(theMember().memberships().get(0).code()).isEqualTo("SILVER");
    }

    @Test
    void withoutAnyItemTheyAreParkedWithTheMending() {
        world = World.empty(clock).start();
        subscribe(Map.of());

        settle();

        assertThat(members()).isEmpty();
        assertThat(world.parked()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("no-membership-item");
            assertThat(failure.message())
                    .contains("MEMBERSYNC_MEMBERS_DEFAULTMEMBERSHIPITEM")
                    .doesNotContain("ærø");
        });
    }

    @Test
    void nobodyIsMadeWhileItIsSwitchedOff() {
        world = world().with("membersync.members.create-in-bc", "false").start();
        subscribe(Map.of());

        settle();

        assertThat(members()).isEmpty();
        assertSettled();
    }

    @Test
    void somebodyWhomBusinessCentralHasIsLinkedAndNotMadeAgain() {
        start();
        world.businessCentral()
                .add(World.member("Ny").with(fields -> fields.email(EMAIL).newsletter(Newsletter.NOT_SPECIFIED)));
        subscribe(Map.of());

        settle();

        assertThat(theMember().newsletter()).isEqualTo(Newsletter.YES);
        assertThat(world.bean(Links.class).findByHeyLoyaltyId(entry)).isPresent();
        assertSettled();
    }

    @Test
    void aNewSubscriptionIsNewerThanAnOldNo() {
        start();
        world.businessCentral()
                .add(World.member("Ny").with(fields -> fields.email(EMAIL).newsletter(Newsletter.NO)));
        world.run();
        clock.advance(Duration.ofMinutes(10));
        subscribe(Map.of());

        settle();

        assertThat(theMember().newsletter()).isEqualTo(Newsletter.YES);
        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isTrue();
        assertSettled();
    }

    @Test
    void aNewSubscriptionWithFewFieldsEmptiesNothingThatTheOldOneHad() {
        start();
        String number = world.businessCentral()
                .add(World.member("Ny").with(fields -> fields.email(EMAIL).address("Ærøvej 7")));
        world.run();
        world.heyLoyalty()
                .unsubscribe(world.heyLoyalty().membersByEmail(EMAIL).get(0).id());
        world.bean(SyncRun.class).run();
        settle();
        entry = world.heyLoyalty().add(Map.of("email", EMAIL));
        tell();

        settle();

        Member member = world.businessCentral().member(number).orElseThrow();
        assertThat(member.newsletter()).isEqualTo(Newsletter.YES);
        assertThat(member.address()).isEqualTo("Ærøvej 7");
        assertThat(member.lastName()).isEqualTo("Ærøskov");
        assertThat(world.heyLoyalty()
                        .member(entry)
                        .orElseThrow()
                        .field("address")
                        .text())
                .isEqualTo("Ærøvej 7");
        assertSettled();
    }

    @Test
    void aNoThatMayBeNewerThanTheSubscriptionWins() {
        start();
        entry = world.heyLoyalty().add(Map.of("email", EMAIL, "firstname", "Ny"));
        clock.advance(Duration.ofMinutes(10));
        world.businessCentral()
                .add(World.member("Ny").with(fields -> fields.email(EMAIL).newsletter(Newsletter.NO)));
        world.heyLoyalty().edit(entry, Map.of("city", "Ribe"));
        tell();

        settle();

        assertThat(theMember().newsletter()).isEqualTo(Newsletter.NO);
        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isFalse();
        assertSettled();
    }

    @ParameterizedTest
    @CsvSource({"POST .*/membership$", "POST .*/addMember"})
    void aLostAnswerMakesNobodyTwice(String call) {
        start();
        subscribe(Map.of());
        world.businessCentral().faults().next(call, Fault.resetAfter());

        settle();

        assertThat(theMember().memberships()).hasSize(1);
        assertThat(world.businessCentral().membershipCount()).isEqualTo(1);
        assertSettled();
    }

    @ParameterizedTest
    @CsvSource({"POST .*/membership$", "POST .*/addMember"})
    void aRequestThatNeverArrivedIsRepeated(String call) {
        start();
        subscribe(Map.of());
        world.businessCentral().faults().next(call, Fault.resetBefore());

        settle();

        assertThat(theMember().memberships()).hasSize(1);
        assertThat(world.businessCentral().membershipCount()).isEqualTo(1);
        assertSettled();
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "MERGE_MEMBER"})
    void aCommunityThatTakesThemForSomebodyElseParksThem(Conflict conflict) {
        start(Identity.EMAIL_OR_PHONE, conflict);
        beforehand("Bo");
        beforehand("Ib");
        subscribe(Map.of("mobile", SWITCHBOARD));

        settle();

        assertThat(world.parked()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("business-central-refused");
            assertThat(failure.message()).doesNotContain(SWITCHBOARD, "ærø");
        });
        assertThat(world.businessCentral().memberNumbers()).hasSize(2);
        assertThat(world.bean(Links.class).findByHeyLoyaltyId(entry)).isEmpty();
    }

    @Test
    void aCommunityThatMakesThemBesideSomebodyWithTheSameIdentityHasThemAsAMemberOfTheirOwn() {
        start(Identity.EMAIL_OR_PHONE, Conflict.CONFIRM);
        String other = beforehand("Bo");
        subscribe(Map.of("mobile", SWITCHBOARD));

        settle();

        assertThat(world.parked()).isEmpty();
        assertThat(world.businessCentral().memberNumbers()).hasSize(2);
        assertThat(world.bean(Links.class)
                        .findByHeyLoyaltyId(entry)
                        .orElseThrow()
                        .memberNumber())
                .isNotEqualTo(other);
        assertThat(world.businessCentral().member(other).orElseThrow().firstName())
                .isEqualTo("Bo");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCommunityThatReusesSomebodyElseForThemParksThemUntilAnOperatorHasLooked(boolean answerIsLost) {
        start(Identity.EMAIL_OR_PHONE, Conflict.REUSE);
        String other = beforehand("Bo");
        subscribe(Map.of("mobile", SWITCHBOARD));
        if (answerIsLost) {
            world.businessCentral().faults().next(MEMBER, Fault.resetAfter());
        }

        settle();

        assertThat(world.parked()).isNotEmpty().allSatisfy(failure -> {
            assertThat(failure.reason()).isEqualTo("taken-for-another");
            assertThat(failure.message()).contains(other, "replay").doesNotContain(SWITCHBOARD, "ærø");
        });
        assertThat(world.bean(Links.class).findByHeyLoyaltyId(entry)).isEmpty();
        tell();
        world.run();
        assertThat(world.bean(Links.class).findByHeyLoyaltyId(entry))
                .as("what comes later says nothing of who they are")
                .isEmpty();

        world.bean(Failures.class).replayAll("taken-for-another", "astrid");
        settle();

        assertThat(world.bean(Links.class)
                        .findByHeyLoyaltyId(entry)
                        .orElseThrow()
                        .memberNumber())
                .isEqualTo(other);
        assertThat(world.businessCentral().memberNumbers()).hasSize(1);
        assertThat(world.parked()).isEmpty();
    }

    @Test
    void aCommunityThatReusesSomebodyWhoIsLinkedLeavesTheirLinkAlone() {
        start(Identity.EMAIL_OR_PHONE, Conflict.REUSE);
        String other = world.businessCentral().add(World.member("Bo").with(fields -> fields.phoneNo(SWITCHBOARD)));
        world.run();
        String theirs =
                world.heyLoyalty().membersByEmail("bo@example.dk").get(0).id();
        subscribe(Map.of("mobile", SWITCHBOARD));

        world.work();

        assertThat(world.parked()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("taken-for-another");
            assertThat(failure.message()).contains(other);
        });
        assertThat(world.bean(Links.class)
                        .findByHeyLoyaltyId(theirs)
                        .orElseThrow()
                        .memberNumber())
                .isEqualTo(other);
        assertThat(world.bean(Links.class).findByHeyLoyaltyId(entry)).isEmpty();
    }

    @Test
    void aCommunityThatWantsAPhoneNumberParksWhoHasNone() {
        start(Identity.PHONENO, Conflict.ERROR);
        subscribe(Map.of());

        settle();

        assertThat(members()).isEmpty();
        assertThat(world.parked()).hasSize(1);
    }

    @Test
    void whoUnsubscribesBeforeTheyWereTakenOverIsNotMade() {
        start();
        subscribe(Map.of());
        world.heyLoyalty().unsubscribe(entry);

        settle();

        assertThat(members()).isEmpty();
        assertSettled();
    }

    private World world() {
        return World.empty(clock).with("membersync.members.default-membership-item", "MM-SILVER");
    }

    private void start() {
        world = world().start();
    }

    private void start(Identity identity, Conflict conflict) {
        world = World.empty(clock, BusinessCentralOptions.defaults().withCommunity(identity, conflict))
                .with("membersync.members.default-membership-item", "MM-SILVER")
                .start();
    }

    /** A member whom the program knows well before the subscriber comes; nobody is looked up by such a phone number. */
    private String beforehand(String name) {
        String number = world.businessCentral().add(World.member(name).with(fields -> fields.phoneNo(SWITCHBOARD)
                .newsletter(Newsletter.NO)));
        world.run();
        clock.advance(Duration.ofMinutes(10));
        return number;
    }

    private void subscribe(Map<String, String> more) {
        Map<String, String> fields = new java.util.TreeMap<>(more);
        fields.put("email", EMAIL);
        fields.put("firstname", "Ny");
        fields.put("lastname", "Ærø");
        entry = world.heyLoyalty().add(fields);
        tell();
    }

    private void tell() {
        world.bean(ChangeQueue.class).dueNow(Direction.INBOUND, entry, "webhook");
    }

    private void settle() {
        for (int i = 0; i < 4; i++) {
            world.run();
            clock.advance(Duration.ofSeconds(61));
        }
    }

    private List<Member> members() {
        return world.businessCentral().memberNumbers().stream()
                .flatMap(number -> world.businessCentral().member(number).stream())
                .toList();
    }

    private Member theMember() {
        assertThat(members()).hasSize(1);
        return members().get(0);
    }

    private void assertSettled() {
        assertThat(world.parked()).isEmpty();
        assertThat(world.queue().values()).containsOnly(0L);
        assertThat(world.heyLoyalty().violations()).isEmpty();
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();
        tell();
        world.run();
        world.run();
        assertThat(world.heyLoyalty().calls().entries())
                .noneMatch(call -> !call.method().equals("GET"));
        assertThat(world.businessCentral().calls().entries())
                .allMatch(call -> call.method().equals("GET") || call.path().endsWith("/token"));
    }
}
