package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.decision.Direction;
import org.membersync.demo.CallLog;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;
import org.membersync.operation.PopulationWork;
import org.membersync.operation.SyncRun;
import org.membersync.operation.alerts.Alerts;
import org.membersync.population.PopulationProgress;
import org.membersync.population.PopulationRuns.Repair;
import org.membersync.population.imports.Importing;
import org.membersync.state.ChangeQueue;
import org.membersync.state.ConsentSweep;
import org.membersync.state.RemovalHolds;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** More unsubscriptions and erasures than the limit are held before the first of them (quality P9). */
class RemovalLimitFlowTest {

    private static final String LIMIT = "membersync.members.max-unsubscribes-per-run";
    private static final Duration SWEEP = Duration.ofHours(1);

    private static World world;
    private static MutableClock clock;
    private static int population;

    private final List<String> members = new ArrayList<>();

    @BeforeAll
    static void startWorld(@TempDir Path folder) {
        clock = new MutableClock(Instant.parse("2026-03-02T08:00:00Z"));
        world = World.empty(clock)
                .with(LIMIT, "5%")
                .with("membersync.business-central.consent-sweep", SWEEP.toMinutes() + "m")
                .with("membersync.database.url", "jdbc:hsqldb:file:" + folder.resolve("state"))
                .start();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @BeforeEach
    void thirtyMembersOnTheList() {
        // Nobody is counted any more whom an earlier test removed.
        clock.advance(Duration.ofDays(2));
        population++;
        for (int number = 0; number < 30; number++) {
            members.add(world.eligible("P" + population + "N" + number));
        }
        sync();
        assertThat(active()).isEqualTo(30);
        world.heyLoyalty().calls().reset();
    }

    /** Whether operators are told that removals are held. */
    private static boolean isTold() {
        world.bean(Alerts.class).watch();
        return world.bean(MeterRegistry.class)
                        .get("membersync.alert")
                        .tag("name", "removals-held")
                        .gauge()
                        .value()
                > 0;
    }

    @AfterEach
    void leaveNothing() {
        removals().approve("test", "the end of a test");
        sync();
        assertThat(removals().count()).isZero();
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.parked()).isEmpty();
    }

    @Test
    void oneOfThirtyIsUnsubscribedAtOnceAlsoAmongManyOtherChanges() {
        members.forEach(member -> world.businessCentral().change(member, fields -> fields.lastName("Ærø-" + member)));
        world.businessCentral().newsletter(members.get(7), Newsletter.NO);

        assertThat(sync().heldRemovals()).isZero();

        assertThat(active()).isEqualTo(29);
        assertThat(writes("member.patch")).isEqualTo(29);
    }

    @Test
    void twentyOfThirtyAreHeldBeforeTheFirstUntilTheyAreApproved() {
        first(20, member -> world.businessCentral().newsletter(member, Newsletter.NO));
        world.businessCentral().change(members.get(25), fields -> fields.lastName("Østergård"));

        SyncRun.Report report = sync();

        assertThat(report.heldRemovals()).isEqualTo(20);
        assertThat(deletions()).isZero();
        assertThat(writes("member.patch")).as("others go on").isEqualTo(1);
        assertThat(removals().openSince()).contains(clock.instant());
        assertThat(removals().sample(100))
                .hasSize(20)
                .allMatch(held -> held.outcome().equals("UNSUBSCRIBE"))
                .allMatch(held -> held.reasons().contains("newsletter"))
                .extracting(RemovalHolds.Held::memberNumber)
                .containsExactlyInAnyOrderElementsOf(members.subList(0, 20));

        assertThat(isTold()).isTrue();

        // Time alone lets nothing go on, and what comes in meanwhile joins.
        clock.advance(Duration.ofDays(3));
        world.businessCentral().newsletter(members.get(20), Newsletter.NO);
        assertThat(sync().heldRemovals()).isEqualTo(21);
        assertThat(deletions()).isZero();

        assertThat(removals().approve("astrid", "the club was closed")).hasValue(21);
        assertThat(sync().heldRemovals()).isZero();
        assertThat(deletions()).isEqualTo(21);
        assertThat(active()).isEqualTo(9);
        assertThat(isTold()).as("it is over").isFalse();
        assertThat(removals().latest(1)).singleElement().satisfies(hold -> {
            assertThat(hold.ending()).isEqualTo("approved");
            assertThat(hold.endedBy()).isEqualTo("astrid");
            assertThat(hold.note()).isEqualTo("the club was closed");
            assertThat(hold.members()).isEqualTo(21);
        });

        // Approved once: the next ones are a matter of their own.
        members.subList(21, 30).forEach(member -> world.businessCentral().newsletter(member, Newsletter.NO));
        assertThat(sync().heldRemovals()).isZero();
        assertThat(active()).as("9 are within the limit of 10").isZero();
    }

    @Test
    void discardLeavesThemOnTheListAndTheSweepDoesNotBringThemBackBitByBit() {
        first(20, member -> world.businessCentral().newsletter(member, Newsletter.NO));
        sync();

        assertThat(removals().discard("astrid", "a wrong import")).hasValue(20);
        assertThat(sync().heldRemovals()).isZero();
        for (int hour = 0; hour < 3; hour++) {
            sweep();
        }

        assertThat(deletions()).isZero();
        assertThat(active()).isEqualTo(30);
        assertThat(removals().openSince()).isEmpty();

        // Something new of a member counts again.
        world.businessCentral().change(members.get(3), fields -> fields.lastName("Nyström"));
        sync();
        assertThat(deletions()).isEqualTo(1);
    }

    @Test
    void aHigherLimitLetsThemGoOnAfterARestartThatForgetsNothing() {
        first(20, member -> world.businessCentral().newsletter(member, Newsletter.NO));
        sync();

        world.stop();
        world.start();
        assertThat(sync().heldRemovals()).isEqualTo(20);
        assertThat(deletions()).isZero();

        world.stop();
        world.with(LIMIT, "25").start();
        try {
            sync();
            assertThat(deletions()).isEqualTo(20);
            assertThat(removals().latest(1))
                    .extracting(RemovalHolds.Hold::ending)
                    .containsExactly("released");
        } finally {
            world.stop();
            world.with(LIMIT, "5%").start();
        }
    }

    @Test
    void whoSaysYesAgainStaysAndTheRestGoesOnOnceItIsWithinTheLimit() {
        first(20, member -> world.businessCentral().newsletter(member, Newsletter.NO));
        sync();

        first(6, member -> world.businessCentral().newsletter(member, Newsletter.YES));
        assertThat(sync().heldRemovals()).isEqualTo(14);
        assertThat(deletions()).isZero();

        members.subList(6, 15).forEach(member -> world.businessCentral().newsletter(member, Newsletter.YES));
        assertThat(sync().heldRemovals()).isZero();
        assertThat(deletions()).isEqualTo(5);
        assertThat(active()).isEqualTo(25);
    }

    @Test
    void consentsThatTheSweepMissesAreHeldToo() {
        first(20, member -> world.businessCentral().consent(member, GdprApproval.REJECTED));

        sweep();

        assertThat(removals().count()).isEqualTo(20);
        assertThat(deletions()).isZero();

        // Whoever is held is read again by the sweep, so the hold tells of nobody who came back.
        first(5, member -> world.businessCentral().consent(member, GdprApproval.ACCEPTED));
        sweep();
        assertThat(removals().count()).isEqualTo(15);
        assertThat(deletions()).isZero();
    }

    @Test
    void bitByBitNoMoreThanTheLimitGoInADay() {
        first(20, member -> world.businessCentral().consent(member, GdprApproval.REJECTED));

        first(20, member -> {
            queue().readAgain(Direction.OUTBOUND, id(member), "sweep");
            sync();
        });

        assertThat(deletions()).isEqualTo(limit());
        assertThat(removals().count()).isEqualTo(20 - limit());
        assertThat(removals().openSince()).isPresent();
    }

    @Test
    void erasuresThatAReconciliationFindsAreHeld() {
        List<String> gone =
                entries().subList(0, 20).stream().map(HeyLoyaltyMember::id).toList();
        first(20, member -> world.businessCentral().delete(member));
        // Who was linked when the comparison begins counts as a turn's work.
        clock.advance(Duration.ofMinutes(1));

        PopulationWork.Result result =
                world.bean(PopulationWork.class).reconcile(Repair.QUEUE, "test", PopulationProgress.SILENT);

        assertThat(result.run().counts().differences()).containsEntry("deleted", 20L);
        // Those whom another test left on the list may be among them.
        assertThat(result.work().heldRemovals()).isGreaterThanOrEqualTo(20);
        assertThat(deletions()).isZero();
        assertThat(gone).noneMatch(entry -> world.heyLoyalty().isErased(entry));
        assertThat(removals().sample(100))
                .filteredOn(held -> members.contains(held.memberNumber()))
                .hasSize(20)
                .allMatch(held -> held.outcome().equals("ERASE"))
                .allMatch(held -> held.source().equals("reconcile"));
        removals().approve("astrid", "they moved");
        sync();
        assertThat(gone).allMatch(entry -> world.heyLoyalty().isErased(entry));
    }

    @Test
    void entriesOfAnImportWhoseMembersSaidNoAreHeld(@TempDir Path folder) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id;status;email"));
        List<String> imported = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            String name = "i" + population + "n" + number;
            world.businessCentral().add(World.member(name).with(fields -> fields.newsletter(Newsletter.NO)));
        }
        sync();
        for (int number = 0; number < 20; number++) {
            String email = "i" + population + "n" + number + "@example.dk";
            imported.add(world.heyLoyalty().add(Map.of("email", email)));
            lines.add(imported.get(number) + ";active;" + email);
        }

        world.bean(Importing.class).run(Files.write(folder.resolve("export.csv"), lines));
        assertThat(world.bean(SyncRun.class).workOff().heldRemovals()).isEqualTo(20);
        assertThat(deletions()).isZero();
        assertThat(removals().sample(1)).singleElement().satisfies(held -> assertThat(held.outcome())
                .isEqualTo("UNSUBSCRIBE"));
        removals().approve("astrid", "an old list");
        sync();
        assertThat(imported)
                .noneMatch(
                        entry -> world.heyLoyalty().member(entry).orElseThrow().isActive());
    }

    @Test
    void aPersonsOwnNoInHeyLoyaltyIsNeverHeld() {
        first(20, member -> world.businessCentral().newsletter(member, Newsletter.NO));
        sync();
        clock.advance(Duration.ofMinutes(1));
        List<HeyLoyaltyMember> others = entries().subList(20, 30);
        others.subList(0, 5).forEach(entry -> world.heyLoyalty().unsubscribe(entry.id()));
        others.subList(5, 10).forEach(entry -> world.heyLoyalty().emailStatus(entry.id(), "complaint"));

        assertThat(sync().heldRemovals()).isEqualTo(20);

        assertThat(members.subList(20, 30))
                .allMatch(member ->
                        world.businessCentral().member(member).orElseThrow().newsletter() == Newsletter.NO);
        assertThat(others)
                .noneMatch(entry ->
                        world.heyLoyalty().member(entry.id()).orElseThrow().isActive());
        assertThat(deletions()).as("who complained is unsubscribed by us").isEqualTo(5);
    }

    private void first(int count, Consumer<String> act) {
        members.subList(0, count).forEach(act);
    }

    private static SyncRun.Report sync() {
        SyncRun.Report report = world.bean(SyncRun.class).run();
        assertThat(report.troubles()).isEmpty();
        assertThat(report.waiting()).isEqualTo(report.heldRemovals());
        return report;
    }

    private static void sweep() {
        clock.advance(SWEEP);
        world.bean(ConsentSweep.class).step();
        sync();
    }

    private static long limit() {
        long linked = world.heyLoyalty().activeCount();
        return Math.max(10, linked / 20);
    }

    private static String id(String member) {
        return world.businessCentral().member(member).orElseThrow().id();
    }

    private static RemovalHolds removals() {
        return world.bean(RemovalHolds.class);
    }

    private static ChangeQueue queue() {
        return world.bean(ChangeQueue.class);
    }

    /** The entries of this test's members, in their order. */
    private List<HeyLoyaltyMember> entries() {
        return members.stream()
                .map(member ->
                        world.businessCentral().member(member).orElseThrow().email())
                .map(email -> world.heyLoyalty().membersByEmail(email).get(0))
                .toList();
    }

    private static long active() {
        String prefix = "p" + population + "n";
        return world.heyLoyalty().members().stream()
                .filter(HeyLoyaltyMember::isActive)
                .filter(entry -> entry.field("email").text().startsWith(prefix))
                .count();
    }

    private static long deletions() {
        return world.heyLoyalty().calls().entries().stream()
                .filter(call -> call.method().equals("DELETE"))
                .count();
    }

    private static long writes(String kind) {
        return world.heyLoyalty().calls().entries(kind).stream()
                .filter(RemovalLimitFlowTest::isWrite)
                .count();
    }

    private static boolean isWrite(CallLog.Entry call) {
        return !call.method().equals("GET");
    }
}
