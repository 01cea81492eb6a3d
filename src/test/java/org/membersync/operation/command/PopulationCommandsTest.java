package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.membersync.demo.Fault;
import org.membersync.http.Json;
import org.membersync.operation.RunsMBean;
import org.membersync.support.World;

/** The commands about whole populations, against the whole program between two simulators. */
class PopulationCommandsTest {

    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty()
                .with("membersync.retry.max-attempts", "1")
                .with("membersync.members.max-unsubscribes-per-run", "2")
                .start();
    }

    @AfterAll
    static void closeWorld() {
        world.close();
    }

    @Test
    void reconcileWritesTablesCsvAndJsonAndTheExitCodeSaysWhetherTheyDiffer() {
        String number = world.eligible("Sanne");
        assertThat(call("initial-sync").exitCode()).isZero();
        assertThat(call("reconcile").output()).contains("Nothing differs.");
        assertThat(call("reconcile").exitCode()).isZero();
        String entry =
                world.heyLoyalty().membersByEmail("sanne@example.dk").get(0).id();
        world.heyLoyalty().edit(entry, Map.of("city", "Tønder"));

        Called table = call("reconcile");
        Called csv = call("reconcile", "--format", "csv");
        JsonNode json =
                Json.read(call("reconcile", "--format", "json").output()).orElseThrow();

        assertThat(table.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(table.output()).contains("different", number, "city").doesNotContain("Tønder");
        assertThat(List.of(csv.output().split("\r\n")))
                .containsExactly(
                        "difference,memberNumber,memberId,heyLoyaltyId,fields,parked",
                        "different," + number + ","
                                + world.businessCentral()
                                        .member(number)
                                        .orElseThrow()
                                        .id() + "," + entry + ",city,no");
        assertThat(json.path("run")
                        .path("counts")
                        .path("differences")
                        .path("different")
                        .asInt())
                .isEqualTo(1);
        assertThat(json.path("people").get(0).path("fields").get(0).asText()).isEqualTo("city");

        assertThat(call("reconcile", "--repair").exitCode()).isZero();
        assertThat(call("reconcile").exitCode()).isZero();
        assertThat(world.businessCentral().member(number).orElseThrow().city()).isEqualTo("Tønder");
    }

    @Test
    void aRepairWhoseRemovalsAreHeldIsNotDone() {
        List<String> numbers = List.of(world.eligible("Tove"), world.eligible("Ulla"), world.eligible("Vita"));
        assertThat(call("sync").exitCode()).isZero();
        numbers.forEach(world.businessCentral()::delete);

        Called repair = call("reconcile", "--repair");

        assertThat(repair.exitCode()).isEqualTo(ExitCode.PARKED);
        assertThat(repair.output()).contains("Held removals:   3");
        assertThat(world.heyLoyalty().membersByEmail("tove@example.dk")).hasSize(1);
        Called json = call("reconcile", "--repair", "--format", "json");
        assertThat(json.exitCode()).isEqualTo(ExitCode.PARKED);
        assertThat(json.errors()).contains("Held removals:   3");
        assertThat(Json.read(json.output())).isPresent();

        call("removals", "approve", "--note", "they moved");
        assertThat(call("sync").exitCode()).isZero();
        assertThat(call("reconcile", "--repair").exitCode()).isZero();
        assertThat(world.heyLoyalty().membersByEmail("tove@example.dk")).isEmpty();
    }

    @Test
    void runsAreListedAndShown() {
        call("reconcile");
        Called list = call("runs", "list");
        String newest = list.output().lines().skip(1).findFirst().orElseThrow().split(" ")[0];

        assertThat(list.output()).contains("reconcile", "done", "astrid");
        assertThat(call("runs", "show", newest).output()).contains("Run " + newest);
        assertThat(call("runs", "show", "999999").exitCode()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(world.bean(RunsMBean.class).getLatest().size()).isPositive();
    }

    @Test
    void whoMayOnlyLookStartsNoRun() {
        assertThat(Called.viewer(world.program(), "reconcile").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(Called.viewer(world.program(), "runs", "list").exitCode()).isZero();
    }

    @Test
    void sayWhatIsWrongWithTheirOptionsAndWithASideThatIsAway() {
        assertThat(call("sync", "--format", "csv").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(call("reconcile", "--create-members").errors()).contains("goes with --repair");
        world.heyLoyalty().faults().always("/members$", Fault.status(503));

        Called called = call("reconcile");

        world.heyLoyalty().faults().clear();
        assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(called.errors()).contains("HeyLoyalty");
    }

    private static Called call(String... args) {
        return Called.operator(world.program(), args);
    }
}
