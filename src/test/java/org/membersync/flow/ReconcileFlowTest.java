package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.decision.MemberLink;
import org.membersync.demo.CallLog;
import org.membersync.demo.Fault;
import org.membersync.demo.NewMember;
import org.membersync.demo.NewMembership;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;
import org.membersync.operation.PopulationWork;
import org.membersync.operation.SyncRun;
import org.membersync.population.PopulationProgress;
import org.membersync.population.PopulationRuns;
import org.membersync.population.PopulationRuns.Repair;
import org.membersync.population.ScheduledReconciliation;
import org.membersync.state.Difference;
import org.membersync.state.Difference.Kind;
import org.membersync.state.Links;
import org.membersync.state.Run;
import org.membersync.support.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Both whole populations are compared from their pages, and what differs is repaired by the members' own turns (behaviour R2). */
class ReconcileFlowTest {

    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty()
                .with("membersync.business-central.page-size", "4")
                .with("membersync.heyloyalty.page-size", "4")
                .with("membersync.retry.max-attempts", "2")
                .start();
        world.businessCentral().defineAttribute("SPORT", "Sport", "text");
    }

    @AfterAll
    static void closeWorld() {
        world.close();
    }

    @BeforeEach
    void comeToRest() {
        for (int i = 0; i < 3; i++) {
            world.bean(SyncRun.class).run();
        }
        assertThat(world.queue().values()).containsOnly(0L);
    }

    @AfterEach
    void mend() {
        world.businessCentral().faults().clear();
        world.heyLoyalty().faults().clear();
    }

    @Test
    void findsNothingWhereTheTurnsLeftNothingAndReadsPagesOnly() {
        world.eligible("Åse");
        world.eligible("Birgit");
        world.bean(SyncRun.class).run();
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();

        Run run = reconcile(Repair.NONE);

        assertThat(run.state()).isEqualTo(Run.State.DONE);
        assertThat(run.counts().differences()).isEmpty();
        assertThat(run.counts().compared()).containsKey("members equal");
        assertThat(singlePeopleAskedFor()).isEmpty();
        assertThat(writes()).isEmpty();
        assertThat(workingRows()).isZero();
    }

    @Test
    void tellsAndRepairsWhoseCreationWasLost() {
        String number = world.eligible("Bodil");
        world.bean(SyncRun.class).run();
        forgetEverythingOf(number, "bodil@example.dk");

        assertThat(found(reconcile(Repair.NONE), number))
                .extracting(Difference::kind)
                .containsExactly(Kind.MISSING);
        repair();
        assertThat(world.heyLoyalty().membersByEmail("bodil@example.dk")).hasSize(1);
    }

    @Test
    void tellsWhichFieldsDifferAndNoValues() {
        String number = world.eligible("Cæcilie");
        world.bean(SyncRun.class).run();
        HeyLoyaltyMember entry = entry("cæcilie@example.dk");
        world.heyLoyalty().edit(entry.id(), Map.of("lastname", "Østmærk", "city", "Ribe"));

        Run run = reconcile(Repair.NONE);

        assertThat(found(run, number)).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.DIFFERENT);
            assertThat(difference.fields()).containsExactly("city", "lastname");
        });
        assertThat(run.counts().fields()).containsEntry("city", 1L).containsEntry("lastname", 1L);
        repair();
        assertThat(world.businessCentral().member(number).orElseThrow().lastName())
                .isEqualTo("Østmærk");
    }

    @Test
    void tellsOnlyWhenTheScheduleAsksAndItIsNotToRepair() {
        String number = world.eligible("Dorte");
        world.bean(SyncRun.class).run();
        world.heyLoyalty().edit(entry("dorte@example.dk").id(), Map.of("city", "Ribe"));

        world.bean(ScheduledReconciliation.class).bySchedule();

        Run run = world.bean(PopulationRuns.class).latest(1).get(0);
        assertThat(run.startedBy()).isEqualTo("schedule");
        assertThat(found(run, number)).extracting(Difference::kind).containsExactly(Kind.DIFFERENT);
        assertThat(world.bean(MeterRegistry.class)
                        .get("membersync.differences")
                        .tag("kind", "different")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(world.queue().values()).containsOnly(0L);
        repair();
    }

    @Test
    void findsAFeedChangeThatWasLost() {
        String number = world.eligible("Dagmar");
        world.bean(SyncRun.class).run();
        world.businessCentral().change(number, fields -> fields.city("Ærøskøbing"));
        world.businessCentral().attribute(number, "SPORT", "HANDBALL");
        loseChanges();

        assertThat(found(reconcile(Repair.NONE), number)).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.DIFFERENT);
            assertThat(difference.fields()).containsExactly("city", "favourite_sport");
        });
        repair();
        HeyLoyaltyMember now = entry("dagmar@example.dk");
        assertThat(now.field("city").text()).isEqualTo("Ærøskøbing");
        assertThat(now.field("favourite_sport").text()).isEqualTo("31981");
    }

    @Test
    void carriesALostWithdrawalOver() {
        String number = world.eligible("Ebba");
        world.bean(SyncRun.class).run();
        world.heyLoyalty().unsubscribe(entry("ebba@example.dk").id());

        assertThat(found(reconcile(Repair.NONE), number))
                .extracting(Difference::kind)
                .containsExactly(Kind.CONSENT);
        repair();
        assertThat(world.businessCentral().member(number).orElseThrow().newsletter())
                .isEqualTo(Newsletter.NO);
        assertThat(world.heyLoyalty().membersByEmail("ebba@example.dk")).noneMatch(HeyLoyaltyMember::isActive);
    }

    @Test
    void unsubscribesWhoSaidNoInBusinessCentral() {
        String number = world.eligible("Frida");
        world.bean(SyncRun.class).run();
        world.businessCentral().newsletter(number, Newsletter.NO);
        loseChanges();

        assertThat(found(reconcile(Repair.NONE), number))
                .extracting(Difference::kind)
                .containsExactly(Kind.CONSENT);
        repair();
        assertThat(entry("frida@example.dk").isActive()).isFalse();
    }

    @Test
    void unsubscribesWhoIsOnTheListAndNeverWasEligible() {
        String number =
                world.businessCentral().add(World.member("Gerda").with(fields -> fields.newsletter(Newsletter.NO)));
        world.bean(SyncRun.class).run();
        String entry = world.heyLoyalty().add(Map.of("email", "gerda@example.dk"));
        world.businessCentral().change(number, fields -> fields.city("Skagen"));
        loseChanges();
        loseListChanges();

        assertThat(found(reconcile(Repair.NONE), number))
                .extracting(Difference::kind)
                .containsExactly(Kind.CONSENT);
        repair();
        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isFalse();
    }

    @Test
    void erasesWhoWasDeletedInBusinessCentral() {
        String number = world.eligible("Helga");
        world.bean(SyncRun.class).run();
        String entry = entry("helga@example.dk").id();
        world.businessCentral().delete(number);

        Run run = reconcile(Repair.NONE);

        assertThat(found(run, number)).extracting(Difference::kind).containsExactly(Kind.DELETED);
        repair();
        assertThat(world.heyLoyalty().isErased(entry)).isTrue();
        assertThat(differencesOf(run)).noneMatch(difference -> number.equals(difference.memberNumber()));
    }

    @Test
    void forgetsWhoWasDeletedInBusinessCentralAndNeverWasOnTheList() {
        String number =
                world.businessCentral().add(World.member("Jens").with(fields -> fields.newsletter(Newsletter.NO)));
        world.bean(SyncRun.class).run();
        assertThat(knownMembers(number)).isOne();
        world.businessCentral().delete(number);

        Run run = reconcile(Repair.NONE);

        assertThat(found(run, number)).extracting(Difference::kind).containsExactly(Kind.GONE);
        repair();
        assertThat(knownMembers(number)).isZero();
        assertThat(reconcile(Repair.NONE).counts().differences()).isEmpty();
    }

    private int knownMembers(String number) {
        return world.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM bc_member WHERE member_number = :number")
                .param("number", number)
                .query(Integer.class)
                .single();
    }

    @Test
    void erasesWhoWasAnonymised() {
        String number = world.eligible("Ingrid");
        world.bean(SyncRun.class).run();
        String entry = entry("ingrid@example.dk").id();
        world.businessCentral().anonymise(number);
        loseChanges();

        assertThat(found(reconcile(Repair.NONE), number))
                .extracting(Difference::kind)
                .containsExactly(Kind.DELETED);
        repair();
        assertThat(world.heyLoyalty().isErased(entry)).isTrue();
    }

    @Test
    void reportsNoDeletionsAfterAnInterruptedReading() {
        String number = world.eligible("Jytte");
        world.bean(SyncRun.class).run();
        world.businessCentral().delete(number);
        world.businessCentral().faults().always("/mmMember$", Fault.status(503));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> reconcile(Repair.QUEUE))
                .hasMessageContaining("Business Central");

        Run failed = world.bean(PopulationRuns.class).latest(1).get(0);
        assertThat(failed.state()).isEqualTo(Run.State.FAILED);
        assertThat(failed.counts().differences()).isEmpty();
        assertThat(differencesOf(failed)).isEmpty();
        assertThat(workingRows()).isZero();
        assertThat(world.queue().values()).containsOnly(0L);
        world.businessCentral().faults().clear();
        repair();
    }

    @Test
    void getsOverAPageThatFails() {
        world.eligible("Karla");
        world.bean(SyncRun.class).run();
        world.businessCentral().faults().next("/mmMember$", Fault.status(503));
        world.heyLoyalty().faults().next(Fault.cutBody());

        assertThat(reconcile(Repair.NONE).counts().differences()).isEmpty();
    }

    @Test
    void leavesWhoIsUnknownInBusinessCentralToTheOperator() {
        String entry = world.heyLoyalty().add(Map.of("email", "ukendt@example.dk", "firstname", "Lærke"));
        loseListChanges();

        Run run = reconcile(Repair.QUEUE);

        assertThat(differencesOf(run))
                .filteredOn(difference -> entry.equals(difference.heyLoyaltyId()))
                .extracting(Difference::kind)
                .containsExactly(Kind.UNKNOWN);
        world.work();
        assertThat(world.businessCentral().membersByEmail("ukendt@example.dk")).isEmpty();
        world.heyLoyalty().unsubscribe(entry);
    }

    @Test
    void linksWhomOnlyThePhoneNumberTells() {
        String number =
                world.businessCentral().add(World.member("Mette").with(fields -> fields.phoneNo("+45 20 45 67 89")));
        String entry = world.heyLoyalty()
                .add(Map.of("email", "en.anden@example.dk", "mobile", "20456789", "firstname", "Mette"));
        loseChanges();
        loseListChanges();

        assertThat(found(reconcile(Repair.NONE), number)).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Kind.UNLINKED);
            assertThat(difference.heyLoyaltyId()).isEqualTo(entry);
        });
        repair();
        String memberId = world.businessCentral().member(number).orElseThrow().id();
        assertThat(world.bean(Links.class).find(memberId))
                .map(MemberLink::heyLoyaltyId)
                .contains(entry);
    }

    @Test
    void leavesWhomNobodyApprovedInPeaceOnceATurnHasSeenIt() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        NewMember pending = NewMember.named("Nanna", "Ærø", "nanna@example.dk")
                .with(fields -> fields.newsletter(Newsletter.YES))
                .membership(NewMembership.current("GOLD", today).withConsents(GdprApproval.PENDING));
        String number = world.businessCentral().add(pending);
        world.bean(SyncRun.class).run();

        assertThat(found(reconcile(Repair.NONE), number)).isEmpty();
    }

    @Test
    void leavesNoMarkerInItsTables() {
        String number = world.businessCentral()
                .add(World.member("Mærkværdig")
                        .with(fields -> fields.address("Mærkevej 1").city("Mærkestad")));
        world.bean(SyncRun.class).run();
        world.businessCentral()
                .change(number, fields -> fields.lastName("Mærkesen").phoneNo("+45 20998877"));
        loseChanges();
        List<String> seen = new ArrayList<>();

        Run run = world.bean(PopulationRuns.class)
                .reconcile(Repair.NONE, "test", (what, done, of) -> seen.addAll(workingTexts()));

        assertThat(seen).isNotEmpty();
        seen.addAll(texts("SELECT * FROM run"));
        seen.addAll(texts("SELECT * FROM run_difference"));
        assertThat(seen).noneMatch(text -> text.toLowerCase().contains("mærke") || text.contains("20998877"));
        assertThat(found(run, number)).isNotEmpty();
        repair();
    }

    private static Run reconcile(Repair repair) {
        return world.bean(PopulationRuns.class).reconcile(repair, "test", PopulationProgress.SILENT);
    }

    /** Queues, works, and proves that nothing is left: then twice nothing is written. */
    private static void repair() {
        world.bean(PopulationWork.class).reconcile(Repair.QUEUE, "test", PopulationProgress.SILENT);
        world.bean(SyncRun.class).run();
        assertThat(differencesOf(reconcile(Repair.NONE)).stream()
                        .filter(difference -> difference.kind() != Kind.UNKNOWN))
                .isEmpty();
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
        world.bean(PopulationWork.class).reconcile(Repair.QUEUE, "test", PopulationProgress.SILENT);
        world.bean(PopulationWork.class).reconcile(Repair.QUEUE, "test", PopulationProgress.SILENT);
        assertThat(writes()).isEmpty();
        assertThat(singlePeopleAskedFor()).isEmpty();
    }

    private static List<Difference> found(Run run, String number) {
        return differencesOf(run).stream()
                .filter(difference -> number.equals(difference.memberNumber()))
                .toList();
    }

    private static List<Difference> differencesOf(Run run) {
        List<Difference> differences = new ArrayList<>();
        world.bean(PopulationRuns.class).eachDifference(run.id(), differences::add);
        return differences;
    }

    private static HeyLoyaltyMember entry(String email) {
        return world.heyLoyalty().membersByEmail(email).get(0);
    }

    /** As if the feed's rows had been lost on their way to the queue. */
    private static void loseChanges() {
        world.poll();
        jdbc().sql("DELETE FROM member_change").update();
    }

    private static void loseListChanges() {
        world.bean(org.apache.camel.ProducerTemplate.class).sendBody("direct:read-heyloyalty-changes", "");
        jdbc().sql("DELETE FROM member_change").update();
    }

    private static void forgetEverythingOf(String number, String email) {
        world.heyLoyalty().remove(entry(email).id());
        jdbc().sql("DELETE FROM member_link WHERE member_number = :number")
                .param("number", number)
                .update();
    }

    private static List<String> singlePeopleAskedFor() {
        List<String> asked = new ArrayList<>();
        world.businessCentral().calls().entries().stream()
                .map(CallLog.Entry::path)
                .filter(path -> path.contains("/membership/"))
                .forEach(asked::add);
        world.heyLoyalty().calls().entries().stream()
                .map(CallLog.Entry::path)
                .filter(path -> path.matches(".*/members/.+"))
                .forEach(asked::add);
        return asked;
    }

    private static List<CallLog.Entry> writes() {
        List<CallLog.Entry> writes =
                new ArrayList<>(world.businessCentral().calls().entries());
        writes.addAll(world.heyLoyalty().calls().entries());
        writes.removeIf(call -> call.method().equals("GET") || call.kind().contains("token"));
        return writes;
    }

    private static long workingRows() {
        return workingTexts().size();
    }

    private static List<String> workingTexts() {
        List<String> texts = new ArrayList<>(texts("SELECT * FROM population_member"));
        texts.addAll(texts("SELECT * FROM population_entry"));
        texts.addAll(texts("SELECT * FROM population_attribute"));
        return texts;
    }

    private static List<String> texts(String sql) {
        return jdbc().sql(sql).query().listOfRows().stream().map(Map::toString).toList();
    }

    private static JdbcClient jdbc() {
        return world.bean(JdbcClient.class);
    }
}
