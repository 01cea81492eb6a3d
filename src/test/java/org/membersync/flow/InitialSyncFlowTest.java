package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.demo.CallLog;
import org.membersync.demo.Fault;
import org.membersync.demo.Faults;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;
import org.membersync.operation.Explanations;
import org.membersync.operation.PopulationWork;
import org.membersync.operation.SyncRun;
import org.membersync.population.PopulationProgress;
import org.membersync.population.PopulationRuns;
import org.membersync.population.PopulationRuns.Repair;
import org.membersync.state.Links;
import org.membersync.state.Run;
import org.membersync.support.World;

/** The first synchronization of whole populations links who is on both sides, and asks for nobody who need not be asked for (R1). */
class InitialSyncFlowTest {

    private static final int PAGE = 4;

    private World world;

    @BeforeEach
    void makeWorld() {
        world = World.empty()
                .with("membersync.business-central.page-size", "" + PAGE)
                .with("membersync.heyloyalty.page-size", "" + PAGE)
                // Everybody was made a moment ago, which else is within the overlap.
                .with("membersync.business-central.overlap", "0s")
                .with("membersync.retry.max-attempts", "1");
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @Test
    void linksWhoIsThereCarriesOverWhoIsNotAndAsksForNobodyElse() {
        String there = world.eligible("Åse");
        String missing = world.eligible("Bent");
        String refuses =
                world.businessCentral().add(World.member("Carl").with(fields -> fields.newsletter(Newsletter.NO)));
        String withdrawn = world.eligible("Dorte");
        String twice = world.eligible("Else");
        String byPhone =
                world.businessCentral().add(World.member("Fritz").with(fields -> fields.phoneNo("+45 20 11 22 33")));
        String ase = copyToTheList(there);
        world.heyLoyalty().unsubscribe(copyToTheList(withdrawn));
        copyToTheList(twice);
        copyToTheList(twice);
        world.heyLoyalty().add(Map.of("email", "anden@example.dk", "mobile", "20112233"));
        String unknown = world.heyLoyalty().add(Map.of("email", "ukendt@example.dk"));
        world.start();

        PopulationWork.Result result = initialSync();

        assertThat(result.work().troubles()).isEmpty();
        assertThat(result.run().counts().linked()).isEqualTo(2);
        assertThat(linkOf(there)).isEqualTo(ase);
        assertThat(linkOf(byPhone)).isNotNull();
        assertThat(world.heyLoyalty().membersByEmail("bent@example.dk")).hasSize(1);
        assertThat(world.businessCentral().member(withdrawn).orElseThrow().newsletter())
                .isEqualTo(Newsletter.NO);
        assertThat(linkOf(twice)).isNull();
        assertThat(world.parked()).extracting(failure -> failure.reason()).contains("ambiguous-match");
        assertThat(askedFor()).doesNotContain(idOf(refuses)).contains(idOf(missing));
        assertThat(world.businessCentral().membersByEmail("ukendt@example.dk")).isEmpty();
        assertThat(world.heyLoyalty().member(unknown).orElseThrow().isActive()).isTrue();
        staysSilent();
    }

    @Test
    void isExplainedThoughNoTurnWasNeeded() {
        String there = world.eligible("Åse");
        copyToTheList(there);
        String refuses =
                world.businessCentral().add(World.member("Carl").with(fields -> fields.newsletter(Newsletter.NO)));
        world.start();
        initialSync();
        world.heyLoyalty().calls().reset();

        assertThat(explained(there)).startsWith("is on the list: initial-sync linked the two by comparing whole");
        assertThat(explained(refuses))
                .startsWith("is not on the list because ")
                .contains("newsletter", "no turn was needed yet");
        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
        assertThat(world.queue().values()).containsOnly(0L);
        world.businessCentral().faults().always("", Fault.status(503));
        assertThat(explained(idOf(there))).startsWith("is on the list: ");
    }

    @Test
    void asksForNobodyWhoIsTheSameOnBothSides() {
        for (String name : List.of("Gro", "Hans", "Ida", "Jens", "Karen")) {
            copyToTheList(world.eligible(name));
        }
        world.start();

        PopulationWork.Result result = initialSync();

        assertThat(result.run().counts().linked()).isEqualTo(5);
        assertThat(result.run().counts().queued()).isZero();
        assertThat(askedFor()).isEmpty();
        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
        String number = world.businessCentral().memberNumbers().get(0);
        world.businessCentral().change(number, fields -> fields.city("Nykøbing"));
        world.bean(SyncRun.class).run();
        assertThat(world.heyLoyalty()
                        .membersByEmail("gro@example.dk")
                        .get(0)
                        .field("city")
                        .text())
                .isEqualTo("Nykøbing");
    }

    @Test
    void goesOnWhereItWasInterruptedAtAnyPage() {
        for (int i = 0; i < 2 * PAGE + 1; i++) {
            String number = world.eligible("Nr" + i);
            if (i % 2 == 0) {
                copyToTheList(number);
            }
        }
        world.start();
        List<Long> readTo = new ArrayList<>();
        for (int page = 0; page < 3; page++) {
            readTo.add(
                    interruptedAfter(page == 0 ? 0 : 1, world.businessCentral().faults(), "GET .*/mmMember$"));
        }
        assertThat(readTo).isSorted().doesNotHaveDuplicates();
        assertThat(interruptedAfter(1, world.heyLoyalty().faults(), "GET .*/members$"))
                .isEqualTo(1);
        world.businessCentral().calls().reset();

        PopulationWork.Result result = initialSync();

        assertThat(world.businessCentral()
                        .calls()
                        .entries("odata.mmMember")
                        .get(0)
                        .query())
                .as("of the members only the feed's own reading is left")
                .doesNotContain("firstName");
        assertThat(result.run().counts().compared()).containsEntry("members", 2L * PAGE + 1);
        assertThat(world.bean(PopulationRuns.class).latest(10)).hasSize(1);
        assertThat(world.heyLoyalty().activeCount()).isEqualTo(2 * PAGE + 1);
        staysSilent();
    }

    /** Lets that many calls through and fails all after them; says how far the reading got. */
    private long interruptedAfter(int calls, Faults faults, String pages) {
        faults.times(calls, pages, Fault.delay(Duration.ofMillis(1)));
        faults.always(pages, Fault.status(503));
        assertThatThrownBy(this::initialSync).isInstanceOf(RuntimeException.class);
        faults.clear();
        Run run = world.bean(PopulationRuns.class).latest(1).get(0);
        assertThat(run.state()).isEqualTo(Run.State.INTERRUPTED);
        return run.readTo();
    }

    @Test
    void readsPagesOfEveryLengthWhole() {
        int[] sizes = {0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE + 1};
        world.start();
        int there = 0;
        for (int size : sizes) {
            for (; there < size; there++) {
                world.eligible("Person" + there);
            }
            world.bean(SyncRun.class).run();

            Run run = world.bean(PopulationRuns.class).reconcile(Repair.NONE, "test", PopulationProgress.SILENT);

            assertThat(run.counts().compared()).containsEntry("entries", (long) size);
            assertThat(run.counts().compared().getOrDefault("members equal", 0L))
                    .isEqualTo(size);
            assertThat(run.counts().differences()).isEmpty();
        }
    }

    @Test
    void takesNobodyForDeletedWhoMovesWhilePagesAreRead() {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 2 * PAGE + 1; i++) {
            numbers.add(world.eligible("Nr" + i));
        }
        world.start();
        world.bean(SyncRun.class).run();
        String removed = world.heyLoyalty().members().get(0).id();
        List<String> moved = new ArrayList<>();
        PopulationProgress betweenPages = (what, done, of) -> {
            if (what.contains("members") && what.startsWith("Reading") && done == PAGE) {
                // One who was read and one who was not go to the feed's end.
                moved.addAll(List.of(numbers.get(0), numbers.get(PAGE)));
                moved.forEach(number -> world.businessCentral().change(number, fields -> fields.city("Skagen")));
            } else if (what.contains("the list") && done == PAGE && moved.size() == 2) {
                // All behind it come up by one, the first of the next page onto the one that was read.
                moved.add(removed);
                world.heyLoyalty().remove(removed);
            }
        };

        PopulationWork.Result result = world.bean(PopulationWork.class).reconcile(Repair.QUEUE, "test", betweenPages);

        assertThat(moved).hasSize(3);
        assertThat(result.run().counts().compared()).containsEntry("members", 2L * PAGE + 1);
        assertThat(result.run().counts().differences()).doesNotContainKey("deleted");
        world.bean(SyncRun.class).run();
        assertThat(world.businessCentral().members()).hasSize(2 * PAGE + 1);
        assertThat(world.heyLoyalty().members())
                .as("everybody but who was removed, once")
                .filteredOn(HeyLoyaltyMember::isActive)
                .hasSize(2 * PAGE)
                .extracting(entry -> entry.field("email").text())
                .doesNotHaveDuplicates();
        assertThat(world.heyLoyalty().members())
                .filteredOn(entry -> entry.field("city").text().equals("Skagen"))
                .hasSizeBetween(1, 2);
        staysSilent();
    }

    private String explained(String member) {
        return world.bean(Explanations.class).of(member).get(0).verdict();
    }

    private PopulationWork.Result initialSync() {
        return world.bean(PopulationWork.class).initialSync("test", PopulationProgress.SILENT);
    }

    /** After it everything is quiet: no write of two further runs and of a repair. */
    private void staysSilent() {
        world.bean(SyncRun.class).run();
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
        world.bean(SyncRun.class).run();
        world.bean(SyncRun.class).run();
        world.bean(PopulationWork.class).reconcile(Repair.QUEUE, "test", PopulationProgress.SILENT);
        List<CallLog.Entry> writes =
                new ArrayList<>(world.businessCentral().calls().entries());
        writes.addAll(world.heyLoyalty().calls().entries());
        writes.removeIf(call -> call.method().equals("GET") || call.kind().contains("token"));
        assertThat(writes).isEmpty();
    }

    /** What the program itself would hold on the list of that member. */
    private String copyToTheList(String number) {
        var member = world.businessCentral().member(number).orElseThrow();
        Map<String, String> fields = new HashMap<>();
        fields.put("email", member.email().toUpperCase(java.util.Locale.ROOT));
        fields.put("firstname", member.firstName());
        fields.put("lastname", member.lastName());
        fields.put("country", "53");
        fields.put("favourite_sport", "31990");
        return world.heyLoyalty().add(fields);
    }

    private String linkOf(String number) {
        return world.bean(Links.class)
                .find(idOf(number))
                .map(link -> link.heyLoyaltyId())
                .orElse(null);
    }

    private String idOf(String number) {
        return world.businessCentral().member(number).orElseThrow().id();
    }

    private List<String> askedFor() {
        return world.businessCentral().calls().entries().stream()
                .map(CallLog.Entry::path)
                .filter(path -> path.contains("/membership/member/"))
                .map(path -> path.replaceAll(".*/", ""))
                .toList();
    }
}
