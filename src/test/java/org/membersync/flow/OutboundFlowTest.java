package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.membersync.demo.CallLog;
import org.membersync.demo.LateChange;
import org.membersync.demo.NewMembership;
import org.membersync.demo.Population;
import org.membersync.member.FieldValue;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;
import org.membersync.state.Failures.Failure;
import org.membersync.support.World;

/** The outbound direction, whole, between the two simulators. */
class OutboundFlowTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    /** One program for all: every test has people of its own, and leaves everything at rest. */
    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty().start();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @AfterEach
    void noConsentRuleWasBroken() {
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    @Test
    void deliversAnEligibleMemberWithTwoCallsAndOneDetailCallAndThenFallsSilent() {
        world.eligible("Første");
        world.run();
        resetCalls();
        world.eligible("Åse");

        world.run();

        assertThat(only("åse").field("firstname").text()).isEqualTo("Åse");
        assertThat(only("åse").field("membership")).isEqualTo(FieldValue.of("502"));
        assertThat(only("åse").field("membership_item")).isEqualTo(FieldValue.of("MM-GOLD"));
        assertThat(hl().total()).isEqualTo(2);
        assertThat(bc().count("member.read")).isEqualTo(1);
        assertSilent();
    }

    @Test
    void anIdlePollReadsOnePageOfEachFeed() {
        world.eligible("Ebbe");
        world.run();
        resetCalls();

        world.run();

        assertThat(bc().counts().keySet()).allMatch(kind -> kind.startsWith("odata."));
        assertThat(bc().total()).isEqualTo(4);
        assertThat(hl().total()).isZero();
    }

    @Test
    void aChangeCostsTwoCallsOnEachSideAtMostAndPatchesOnlyWhatDiffers() {
        String anna = world.eligible("Anna");
        world.run();
        world.businessCentral().change(anna, fields -> fields.address("Søndergade 1"));
        resetCalls();

        world.run();

        assertThat(only("anna").field("address").text()).isEqualTo("Søndergade 1");
        assertThat(hl().counts()).isEqualTo(Map.of("member.read", 1L, "member.patch", 1L));
        assertThat(bc().count("member.read")).isEqualTo(1);
    }

    @Test
    void sendsNothingAboutMembersWhoFailAFilter() {
        world.businessCentral().add(World.member("Uden").with(fields -> fields.email("")));
        world.businessCentral().add(World.member("Nej").with(fields -> fields.newsletter(Newsletter.NO)));
        world.businessCentral().add(World.member("Måske").with(fields -> fields.newsletter(Newsletter.NOT_SPECIFIED)));
        String pending = world.eligible("Afventer");
        world.businessCentral().consent(pending, GdprApproval.PENDING);
        String rejected = world.eligible("Afvist");
        world.businessCentral().consent(rejected, GdprApproval.REJECTED);
        resetCalls();

        world.run();

        for (String name : List.of("nej", "måske", "afventer", "afvist")) {
            assertThat(world.heyLoyalty().membersByEmail(name + "@example.dk")).isEmpty();
        }
        assertThat(hl().counts().keySet()).allMatch(kind -> kind.equals("list"));
    }

    @Test
    void unsubscribesWhoNoLongerWantsTheNewsletterAndSubscribesAgainOnANewYesOnly() {
        String bo = world.eligible("Bo");
        world.run();
        String first = only("bo").id();
        world.businessCentral().newsletter(bo, Newsletter.NO);
        world.run();
        assertThat(world.heyLoyalty().member(first))
                .get()
                .extracting(HeyLoyaltyMember::status)
                .isEqualTo(Status.UNSUBSCRIBED);

        world.businessCentral().newsletter(bo, Newsletter.YES);
        world.run();

        List<HeyLoyaltyMember> all = world.heyLoyalty().membersByEmail("bo@example.dk");
        assertThat(all)
                .extracting(HeyLoyaltyMember::status)
                .containsExactlyInAnyOrder(Status.ACTIVE, Status.UNSUBSCRIBED);
        assertThat(world.heyLoyalty().member(first))
                .get()
                .extracting(HeyLoyaltyMember::status)
                .isEqualTo(Status.UNSUBSCRIBED);
        assertSilent();
    }

    @Test
    void neverUpdatesSomebodyWhoUnsubscribedInHeyLoyalty() {
        String eva = world.eligible("Eva");
        world.run();
        String entry = only("eva").id();
        world.heyLoyalty().unsubscribe(entry);
        world.businessCentral().change(eva, fields -> fields.address("Nørregade 7"));
        resetCalls();

        world.run();
        world.businessCentral().change(eva, fields -> fields.address("Nørregade 8"));
        world.run();

        assertThat(world.heyLoyalty().membersByEmail("eva@example.dk")).hasSize(1);
        assertThat(only("eva").status()).isEqualTo(Status.UNSUBSCRIBED);
        assertThat(hl().count("member.patch")).isZero();
    }

    @Test
    void doesNotCreateSomebodyWhoseAddressSaidNoInHeyLoyaltyBefore() {
        String entry = world.heyLoyalty().add(Map.of("email", "ida@example.dk", "firstname", "Ida"));
        String ida = world.businessCentral().add(World.member("Ida"));
        world.heyLoyalty().unsubscribe(entry);

        world.run();
        world.businessCentral().change(ida, fields -> fields.city("Ærøskøbing"));
        world.run();

        assertThat(world.heyLoyalty().membersByEmail("ida@example.dk")).hasSize(1);
        assertThat(only("ida").status()).isEqualTo(Status.UNSUBSCRIBED);
    }

    @Test
    void linksSomebodyWhoIsOnTheListAlreadyAndLeavesForeignFieldsAlone() {
        String entry = world.heyLoyalty().add(Map.of("email", "KAJ@example.dk", "firstname", "Kaj", "reference", "x1"));
        world.businessCentral().add(World.member("Kaj"));

        world.run();

        HeyLoyaltyMember kaj = world.heyLoyalty().member(entry).orElseThrow();
        assertThat(world.heyLoyalty().members())
                .filteredOn(member -> member.field("email").text().equalsIgnoreCase("kaj@example.dk"))
                .hasSize(1);
        assertThat(kaj.field("lastname").text()).isEqualTo("Ærøskov");
        assertThat(kaj.field("reference").text()).isEqualTo("x1");
    }

    @Test
    void parksAnUnmappedCountryWithTheMendingAndDeliversTheOthers() {
        String stranger =
                world.businessCentral().add(World.member("Fremmed").with(fields -> fields.country("XK", "Kosovo")));
        world.eligible("Hjemlig");

        world.run();

        assertThat(only("hjemlig").isActive()).isTrue();
        assertThat(parked(stranger)).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("unmapped-value");
            assertThat(failure.message()).contains("XK", "countries.yaml", failure.memberNumber());
            assertThat(failure.message()).doesNotContain("Fremmed", "fremmed@");
        });
        world.businessCentral().change(stranger, fields -> fields.country("DK", "Denmark"));
        world.run();
    }

    @Test
    void aLaterChangeOfAParkedMemberSupersedesTheFailure() {
        String nummer =
                world.businessCentral().add(World.member("Rejse").with(fields -> fields.country("XK", "Kosovo")));
        world.run();
        Failure parked = parked(nummer).get(0);
        world.businessCentral().change(nummer, fields -> fields.country("DK", "Denmark"));

        world.run();

        assertThat(parked(nummer)).isEmpty();
        assertThat(world.bean(org.membersync.state.Failures.class).find(parked.id()))
                .get()
                .extracting(Failure::status)
                .isEqualTo("superseded");
        assertThat(only("rejse").isActive()).isTrue();
    }

    @Test
    void seesChangesThatDoNotTouchTheMemberRow() {
        String liv = world.eligible("Liv");
        world.run();
        world.businessCentral().attribute(liv, "SPORT", "HANDBALL");
        world.run();
        assertThat(only("liv").field("favourite_sport")).isEqualTo(FieldValue.of("31981"));

        String membership = world.businessCentral()
                .member(liv)
                .orElseThrow()
                .memberships()
                .get(0)
                .number();
        world.businessCentral().renew(membership, "MM-LIFETIME", TODAY.minusDays(1), TODAY.plusYears(3));
        world.run();

        assertThat(only("liv").field("valid_until").text())
                .startsWith(TODAY.plusYears(3).toString());
        assertSilent();
    }

    @Test
    void aRowThatBecomesVisibleLateIsNotLost() {
        String mie = world.eligible("Mie");
        String ole = world.eligible("Ole");
        world.run();
        LateChange late = world.businessCentral().changeLate(mie, fields -> fields.city("Skagen"));
        world.businessCentral().change(ole, fields -> fields.city("Ribe"));
        world.run();
        assertThat(only("ole").field("city").text()).isEqualTo("Ribe");

        late.commit();
        world.run();

        assertThat(only("mie").field("city").text()).isEqualTo("Skagen");
        assertSilent();
    }

    @Test
    void aRestoredDatabaseLeadsToAFullCompare() {
        try (World other = World.empty()) {
            other.with("membersync.business-central.overlap", "0s").start();
            for (int number = 0; number < 5; number++) {
                other.eligible("Person" + number);
            }
            other.run();
            other.run();
            other.businessCentral().restore();
            String first = other.businessCentral().memberNumbers().get(0);
            other.businessCentral().change(first, fields -> fields.city("Møn"));

            other.run();
            other.run();

            assertThat(other.heyLoyalty().members()).hasSize(5);
            assertThat(other.heyLoyalty().members())
                    .anyMatch(member -> member.field("city").text().equals("Møn"));
        }
    }

    @Test
    void erasesWhoWasAnonymisedAndKeepsNothingButAHash() {
        String nor = world.eligible("Nor");
        world.run();
        String entry = only("nor").id();
        world.businessCentral().anonymise(nor);

        world.run();

        assertThat(world.heyLoyalty().isErased(entry)).isTrue();
        assertSilent();
    }

    @Test
    void erasesWhoWasDeletedWhenTheSweepsTurnFindsNobody() {
        String per = world.eligible("Per");
        world.run();
        String entry = only("per").id();
        String id = world.businessCentral().member(per).orElseThrow().id();
        world.businessCentral().delete(per);
        world.bean(org.membersync.state.ChangeQueue.class)
                .readAgain(org.membersync.decision.Direction.OUTBOUND, id, "sweep");

        world.run();

        assertThat(world.heyLoyalty().isErased(entry)).isTrue();
        assertThat(parked(per)).isEmpty();
    }

    @Test
    void anotherMembershipsConsentDoesNotCount() {
        String siv = world.businessCentral()
                .add(World.member("Siv")
                        .membership(NewMembership.current("SILVER", TODAY).withConsents(GdprApproval.REJECTED)));
        world.run();
        assertThat(only("siv").isActive()).isTrue();
        assertThat(siv).isNotBlank();
    }

    @Test
    void atRestTheListEqualsTheEligibleOfAWholePopulation() {
        try (World other = World.empty()) {
            new Population(7, 200, TODAY).fill(other.businessCentral(), other.heyLoyalty());
            other.start();

            other.run();
            other.run();

            ListCheck.assertListEqualsEligible(other);
            // What Business Central learnt of withdrawals comes back in its feed once.
            other.run();
            other.heyLoyalty().calls().reset();
            other.run();
            assertThat(other.heyLoyalty().calls().total()).isZero();
        }
    }

    private static List<Failure> parked(String memberNumber) {
        return world.parked().stream()
                .filter(failure -> failure.memberNumber().equals(memberNumber))
                .toList();
    }

    private void assertSilent() {
        resetCalls();
        world.run();
        world.run();
        assertThat(hl().entries()).noneMatch(call -> !call.method().equals("GET"));
        assertThat(world.queue().values()).containsOnly(0L);
    }

    private HeyLoyaltyMember only(String name) {
        List<HeyLoyaltyMember> found = world.heyLoyalty().membersByEmail(name + "@example.dk");
        assertThat(found).as("entries of %s", name).hasSize(1);
        return found.get(0);
    }

    private void resetCalls() {
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
    }

    private CallLog hl() {
        return world.heyLoyalty().calls();
    }

    private CallLog bc() {
        return world.businessCentral().calls();
    }
}
