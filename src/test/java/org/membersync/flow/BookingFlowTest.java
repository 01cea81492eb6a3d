package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Direction;
import org.membersync.demo.CallLog;
import org.membersync.demo.Fault;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;
import org.membersync.operation.PlanRun;
import org.membersync.operation.SyncRun;
import org.membersync.state.Bookings;
import org.membersync.state.Bookings.Result;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Holds;
import org.membersync.support.World;

/** Tickets are sold: what reaches Heybooking, and what becomes of the buyers (behaviour B). */
class BookingFlowTest {

    private static World world;
    private static TicketOffice office;

    @BeforeAll
    static void startWorld() {
        world = TicketOffice.open(World.empty())
                .with("membersync.members.default-membership-item", "MM-SILVER")
                .start();
        office = new TicketOffice(world);
        world.heyLoyalty().watchConsent(email -> false);
        run();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @Test
    void aBookingReachesHeybookingOnceAndItsNewsUpdateIt() {
        int before = world.heyLoyalty().bookingImports();
        office.sell(TicketOffice.ticket("A-1", "a1@example.dk"), TicketOffice.ticket("A-2", "a2@example.dk"));
        office.sell(TicketOffice.ticket("A-1", "a1@example.dk"));
        run();

        assertThat(world.heyLoyalty().bookingImports()).isEqualTo(before + 1);
        assertThat(world.heyLoyalty().firedBookingImports()).isZero();
        assertThat(world.heyLoyalty().bookings().get("A-1_MAIN"))
                .containsEntry("email", "a1@example.dk")
                .containsEntry("product_id", "70010")
                .containsEntry("price", "125");

        office.sell(TicketOffice.ticket("A-1", "a1@example.dk").replace("125", "99"));
        run();
        assertThat(world.heyLoyalty().bookings().get("A-1_MAIN")).containsEntry("price", "99");
        run();
        assertThat(world.heyLoyalty().bookingImports()).isEqualTo(before + 2);
        assertThat(world.heyLoyalty().bookingErrors()).isEmpty();
    }

    @Test
    void aBuyerBecomesAnEntryAndNeverAMemberOfBusinessCentral() {
        office.sell(TicketOffice.ticket("B-1", "b1@example.dk"));
        run();

        HeyLoyaltyMember entry = entries("b1@example.dk").get(0);
        assertThat(entry.isActive()).isTrue();
        assertThat(entry.field("firstname").text()).isEqualTo("Aase");
        assertThat(entry.field("lastname").text()).isEqualTo("Holm");

        // HeyLoyalty tells of the new entry by the poll and by a webhook; later somebody edits it.
        run();
        world.bean(ChangeQueue.class).dueNow(Direction.INBOUND, entry.id(), "webhook");
        run();
        world.heyLoyalty().edit(entry.id(), Map.of("city", "Aarhus"));
        run();

        assertThat(world.businessCentral().membersByEmail("b1@example.dk")).isEmpty();
        assertThat(world.parked()).isEmpty();
        office.sell(TicketOffice.ticket("B-2", "B1@example.dk"));
        run();
        assertThat(entries("b1@example.dk")).hasSize(1);
        assertThat(entries("b1@example.dk").get(0).field("city").text()).isEqualTo("Aarhus");
    }

    @Test
    void aBuyerWhoJoinsLaterIsLinkedWithTheirEntry() {
        office.sell(TicketOffice.ticket("J-1", "jane@example.dk"));
        run();
        world.eligible("Jane");
        run();

        assertThat(entries("jane@example.dk")).singleElement().satisfies(entry -> assertThat(
                        entry.field("membership_no").text())
                .isNotEmpty());
    }

    @Test
    void whoeverUnsubscribedIsNeverSubscribedByATicketEvenWhenTheEntryIsGone() {
        office.sell(TicketOffice.ticket("C-1", "c1@example.dk"));
        run();
        String entry = entries("c1@example.dk").get(0).id();
        world.heyLoyalty().unsubscribe(entry);
        run();
        office.sell(TicketOffice.ticket("C-2", "c1@example.dk"));
        run();
        assertThat(entries("c1@example.dk"))
                .extracting(HeyLoyaltyMember::status)
                .containsExactly(Status.UNSUBSCRIBED);

        world.heyLoyalty().remove(entry);
        office.sell(TicketOffice.ticket("C-3", "c1@example.dk"));
        run();
        assertThat(entries("c1@example.dk")).isEmpty();
        assertThat(world.heyLoyalty().bookings()).containsKeys("C-1_MAIN", "C-2_MAIN", "C-3_MAIN");
    }

    @Test
    void aMemberWhoDoesNotWantTheNewsletterIsNotPutOnTheListByATicket() {
        String number =
                world.businessCentral().add(World.member("Dorte").with(fields -> fields.newsletter(Newsletter.NO)));
        run();
        office.sell(TicketOffice.ticket("D-1", "dorte@example.dk"));
        run();

        assertThat(entries("dorte@example.dk")).isEmpty();
        assertThat(world.businessCentral().member(number)).isPresent();
    }

    @Test
    void whoeverIsOnTheListIsNotOverwritten() {
        String entry = world.heyLoyalty().add(Map.of("email", "e1@example.dk", "firstname", "Eva"));
        run();
        office.sell(TicketOffice.ticket("E-1", "e1@example.dk"));
        run();

        assertThat(world.heyLoyalty()
                        .member(entry)
                        .orElseThrow()
                        .field("firstname")
                        .text())
                .isEqualTo("Eva");
        assertThat(entries("e1@example.dk")).hasSize(1);
    }

    @Test
    void anErasedPersonIsNotBroughtBackByTheirTicket() {
        String number = world.businessCentral().add(World.member("Frida"));
        run();
        office.sell(TicketOffice.ticket("F-1", "frida@example.dk"));
        run();
        world.businessCentral().anonymise(number);
        run();

        assertThat(office.sell(TicketOffice.ticket("F-1", "frida@example.dk").replace("125", "1")))
                .isEqualTo(Map.of(Result.ERASED, 1));
        run();
        assertThat(entries("frida@example.dk")).isEmpty();
    }

    @Test
    void aLostAnswerOfTheImportRepeatsTheSameBatchAndOfTheEntryMakesNoSecondOne() {
        int before = world.heyLoyalty().bookingImports();
        world.heyLoyalty().faults().next("POST .*booking/import", Fault.resetAfter());
        world.heyLoyalty().faults().next("POST .*members", Fault.resetAfter());
        office.sell(TicketOffice.ticket("G-1", "g1@example.dk"));
        run();
        run();

        assertThat(world.heyLoyalty().bookingImports()).isEqualTo(before + 2);
        assertThat(entries("g1@example.dk")).hasSize(1);
        run();
        assertThat(world.businessCentral().membersByEmail("g1@example.dk")).isEmpty();
        assertThat(world.heyLoyalty().bookings()).containsKey("G-1_MAIN");
    }

    @Test
    void aRefusedImportIsParkedAsAWholeAndGoesWhenItIsReplayed() {
        world.heyLoyalty().faults().next("POST .*booking/import", Fault.status(422));
        office.sell(TicketOffice.ticket("H-1", "h1@example.dk"));
        run();

        Failures.Failure parked = world.parked().get(0);
        assertThat(parked.reason()).isEqualTo("heybooking-refused");
        assertThat(parked.direction()).isEqualTo(Direction.BATCH);
        world.bean(Failures.class).replay(parked.id(), "operator");
        run();
        assertThat(world.parked()).isEmpty();
        assertThat(world.heyLoyalty().bookings()).containsKey("H-1_MAIN");
    }

    @Test
    void anUnknownIntegrationHoldsTheImportAndNothingElse() {
        world.heyLoyalty().faults().next("POST .*booking/import", Fault.status(404));
        office.sell(TicketOffice.ticket("I-1", "i1@example.dk"));
        world.eligible("Ida");
        SyncRun.Report report = run();

        assertThat(report.troubles())
                .singleElement()
                .asString()
                .contains("The import of bookings (to Heybooking) waits", "integration-id");
        assertThat(entries("ida@example.dk")).hasSize(1);
        assertThat(entries("i1@example.dk")).hasSize(1);
        world.bean(Holds.class).release();
        run();
        assertThat(world.heyLoyalty().bookings()).containsKey("I-1_MAIN");
    }

    @Test
    void aPlanTellsOfBuyersAndWritesNothing() {
        office.sell(TicketOffice.ticket("K-1", "k1@example.dk"));
        world.heyLoyalty().calls().reset();
        List<PlanRun.Planned> planned = new java.util.ArrayList<>();
        Map<String, Long> totals = world.bean(PlanRun.class).run(planned::add);

        long waiting = world.bean(Bookings.class).counts().get("waiting");
        assertThat(waiting).isPositive();
        assertThat(totals).containsEntry("BOOKINGS_SENT", waiting);
        assertThat(planned)
                .filteredOn(one -> one.memberNumber().equals("Heybooking"))
                .singleElement()
                .satisfies(one -> assertThat(one.reasons())
                        .singleElement()
                        .hasToString("B: " + waiting + " booking(s) would be imported by Heybooking"));
        assertThat(world.heyLoyalty().bookings()).doesNotContainKey("K-1_MAIN");
        assertThat(planned)
                .anyMatch(one ->
                        one.memberNumber().startsWith("buyer-") && one.outcome().equals("CREATE"));
        assertThat(world.heyLoyalty().calls().entries())
                .extracting(CallLog.Entry::method)
                .containsOnly("GET");
        run();
        assertThat(entries("k1@example.dk")).hasSize(1);
        assertThat(world.heyLoyalty().bookings()).containsKey("K-1_MAIN");
        assertThat(world.bean(PlanRun.class).run(planned::add)).doesNotContainKey("BOOKINGS_SENT");
    }

    private static Stream<HeyLoyaltyMember> stream(String email) {
        return world.heyLoyalty().membersByEmail(email).stream();
    }

    private static List<HeyLoyaltyMember> entries(String email) {
        return stream(email).toList();
    }

    private static SyncRun.Report run() {
        return world.bean(SyncRun.class).run();
    }
}
