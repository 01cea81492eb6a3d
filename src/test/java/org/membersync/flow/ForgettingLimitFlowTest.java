package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.demo.CallLog;
import org.membersync.member.Newsletter;
import org.membersync.operation.PopulationWork;
import org.membersync.operation.SyncRun;
import org.membersync.population.PopulationProgress;
import org.membersync.population.PopulationRuns.Repair;
import org.membersync.state.RemovalHolds;
import org.membersync.support.MutableClock;
import org.membersync.support.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who left Business Central and never was on the list is forgotten, but not by a reading that saw too little (quality P5, P9). */
class ForgettingLimitFlowTest {

    private static final String LIMIT = "10";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-02T08:00:00Z"));
    private World world;

    @BeforeEach
    void startWorld() {
        world = World.empty(clock)
                .with("membersync.members.max-unsubscribes-per-run", LIMIT)
                .start();
    }

    @AfterEach
    void endWorld() {
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.parked()).isEmpty();
        world.close();
    }

    @Test
    void elevenAreTooManyAndTenAreNot() {
        List<String> unlisted =
                IntStream.range(0, 11).mapToObj(i -> unlisted("Nr" + i)).toList();
        String stays = unlisted("Stays");
        run();
        unlisted.forEach(world.businessCentral()::delete);
        // Who was changed when the comparison begins may have come in behind its reading.
        clock.advance(Duration.ofMinutes(1));

        PopulationWork.Result tooMany = repair();

        assertThat(tooMany.run().counts().differences()).containsExactly(Map.entry("gone", 11L));
        assertThat(tooMany.run().counts().queued()).isZero();
        assertThat(tooMany.run().message()).contains("None of them is forgotten", "max-unsubscribes-per-run");
        assertThat(known(unlisted)).isEqualTo(11);

        world.bean(JdbcClient.class)
                .sql("DELETE FROM bc_member WHERE member_number = :number")
                .param("number", unlisted.get(0))
                .update();
        PopulationWork.Result within = repair();

        assertThat(within.run().counts().queued()).isEqualTo(10);
        assertThat(within.run().message()).isEmpty();
        assertThat(known(unlisted)).isZero();
        assertThat(known(List.of(stays))).isOne();
        assertThat(world.heyLoyalty().calls().entries())
                .extracting(CallLog.Entry::method)
                .as("nothing was sent")
                .containsOnly("GET");
    }

    @Test
    void whomBusinessCentralStillHasIsKept() {
        String number = unlisted("Ærø");
        run();
        clock.advance(Duration.ofMinutes(1));
        // As where a member moves from a page that is still to be read to one that was.
        PopulationProgress overlooked = (what, done, of) -> world.bean(JdbcClient.class)
                .sql("DELETE FROM population_member WHERE member_number = :number")
                .param("number", number)
                .update();

        PopulationWork.Result result = world.bean(PopulationWork.class).reconcile(Repair.QUEUE, "test", overlooked);

        assertThat(result.run().counts().differences()).containsExactly(Map.entry("gone", 1L));
        assertThat(result.run().counts().queued()).isOne();
        assertThat(known(List.of(number))).isOne();
    }

    @Test
    void aReadingThatSawTooLittleForgetsNobodyThoughFewWereNeverOnTheList() {
        List<String> listed =
                IntStream.range(0, 20).mapToObj(i -> world.eligible("Nr" + i)).toList();
        String unlisted = unlisted("Åse");
        run();
        listed.forEach(world.businessCentral()::delete);
        world.businessCentral().delete(unlisted);
        clock.advance(Duration.ofMinutes(1));

        PopulationWork.Result first = repair();
        PopulationWork.Result again = repair();

        assertThat(first.run().counts().differences())
                .containsExactlyInAnyOrderEntriesOf(Map.of("deleted", 20L, "gone", 1L));
        assertThat(first.work().heldRemovals()).isEqualTo(20);
        assertThat(again.run().counts().differences()).containsExactly(Map.entry("gone", 1L));
        assertThat(List.of(first.run().message(), again.run().message()))
                .allSatisfy(message -> assertThat(message).contains("None of them is forgotten"));
        assertThat(known(List.of(unlisted))).isOne();

        world.bean(RemovalHolds.class).approve("astrid", "they moved");
        run();
        assertThat(repair().run().message()).isEmpty();
        assertThat(known(List.of(unlisted))).isZero();
    }

    private String unlisted(String name) {
        return world.businessCentral().add(World.member(name).with(fields -> fields.newsletter(Newsletter.NO)));
    }

    private void run() {
        assertThat(world.bean(SyncRun.class).run().troubles()).isEmpty();
    }

    private PopulationWork.Result repair() {
        return world.bean(PopulationWork.class).reconcile(Repair.QUEUE, "test", PopulationProgress.SILENT);
    }

    private int known(List<String> numbers) {
        return world.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM bc_member WHERE member_number IN (:numbers)")
                .param("numbers", numbers)
                .query(Integer.class)
                .single();
    }
}
