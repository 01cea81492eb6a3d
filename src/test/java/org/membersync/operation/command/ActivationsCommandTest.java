package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.membersync.support.AudienceWorld.CATS;
import static org.membersync.support.AudienceWorld.CATS_FIELD;
import static org.membersync.support.AudienceWorld.DOGS;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.support.AudienceWorld;
import org.membersync.support.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an operator sees of activations, and does with them. */
class ActivationsCommandTest {

    @TempDir
    private static Path folder;

    private static AudienceWorld audiences;
    private static World world;
    private static Called firstPlan;

    @BeforeAll
    static void startWorld() {
        world = World.empty();
        audiences = AudienceWorld.in(folder, world, Clock.systemUTC()).polled();
        world.heyLoyalty().add(Map.of("email", "astrid@example.dk"));
        audiences.cdp().enter(CATS, "astrid@example.dk");
        audiences.cdp().enter(CATS, "stranger@example.dk");
        world.start();
        firstPlan = planned("plan");
        audiences.run();
    }

    @AfterAll
    static void endWorld() {
        audiences.close();
    }

    @Test
    void shows() {
        assertThat(viewer("activations", "list").output()).containsPattern("Club +\\(members\\) +2 +1 +2 +1 +0 +0");
        assertThat(viewer("activations", "show", "club").output())
                .containsPattern("audience +5d822e81 +Cat owners +cdp_cats +active +2")
                .doesNotContain("astrid");
        assertThat(viewer("activations", "show", "club", "--format", "json").output())
                .contains("\"id\" : \"5d822e81\"");
        assertThat(viewer("activations", "show", "nothing").exitCode()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(viewer("activations", "sync", "club").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(operator("doctor").output())
                .contains("pushes are received, the change feed is read")
                .contains("every field is there, or can be made")
                .contains("audience 5d822e81 has 2 person(s)")
                .contains("errorEmail cannot be written to");
    }

    @Test
    void explainsWhichAudiencesSomebodyIsInAndWhetherTheListShowsIt() {
        String astrid = "astrid@example.dk";
        audiences.cdp().attribute("value", astrid, "12.50");
        audiences.cdp().enter(DOGS, "stranger@example.dk");
        pushAndRun();

        Called explained = viewer("explain", "Astrid@Example.dk");
        assertThat(explained.exitCode()).isZero();
        assertThat(explained.output())
                .containsPattern("Club +audience +5d822e81 +Cat owners +cdp_cats +In audience +\\S+ +written")
                .containsPattern("Club +attribute +value +Value +cdp_value +a value +\\S+ +written")
                .containsPattern(
                        "audience written +A2 +cdp_value +the active entry held something else than the CDP tells")
                .doesNotContain("12.50", "astrid@", "61aa04f2");
        assertThat(viewer("explain", audiences.entry(astrid).id(), "--values").output())
                .containsPattern("cdp_value +12.50 +\\S+ +written");
        assertThat(viewer("explain", "stranger@example.dk").output())
                .contains("no active entry")
                .containsPattern("cdp_dogs +Yes +\\S+ +waiting +the person is not active on the list");

        audiences.cdp().attribute("value", astrid, "many");
        pushAndRun();
        long failure = world.parked().get(0).id();
        assertThat(viewer("explain", astrid).output())
                .containsPattern("cdp_cats +In audience +\\S+ +written")
                .containsPattern("cdp_value +a value +\\S+ +failed +failure " + failure)
                .contains("as failure " + failure + " (refused-value)");
        assertThat(viewer("explain", world.parked().get(0).memberId(), "--format", "json")
                        .output())
                .contains("\"state\" : \"FAILED\"");

        audiences.cdp().attribute("value", astrid, "13");
        pushAndRun();
        assertThat(world.parked()).isEmpty();
    }

    @Test
    void plansTheFieldsAndWhatSomebodysFieldsWouldHold() {
        String astrid = "astrid@example.dk";
        assertThat(firstPlan.output())
                .containsPattern(
                        "the list +- +audience field +cdp_cats +A2: the field cdp_cats is made or changed: label"
                                + " Cat owners, options In audience; Not in audience")
                .containsPattern("person-\\S+ +" + audiences.entry(astrid).id() + " +audience written +cdp_cats")
                .contains("audience field: 3", "audience written: 1", "audience absent: 1")
                .doesNotContain(astrid);

        audiences.cdp().leave(CATS, astrid);
        audiences.cdp().attribute("value", astrid, "none");
        audiences.push();
        Called plan = planned("plan", "--values");
        assertThat(plan.output())
                .contains("cdp_cats=In audience -> Not in audience", "does not fit the format number")
                .contains("audience written: 1")
                .doesNotContain("audience field");
        assertThat(planned("plan", "--format", "json", "--values").output())
                .contains("\"outcome\" : \"AUDIENCE_WRITTEN\"", "\"held\"");

        audiences.cdp().enter(CATS, astrid);
        audiences.cdp().attribute("value", astrid, "12");
        pushAndRun();
        assertThat(planned("plan").output()).doesNotContain("audience");
    }

    /** The plan, after it has shown that it leaves no trace on either side. */
    private static Called planned(String... args) {
        world.heyLoyalty().calls().reset();
        Map<String, Long> before = rows();
        Called plan = viewer(args);
        assertThat(plan.exitCode()).as(plan.errors()).isZero();
        assertThat(rows()).isEqualTo(before);
        assertThat(world.heyLoyalty().calls().entries())
                .allMatch(call -> call.method().equals("GET"));
        return plan;
    }

    private static Map<String, Long> rows() {
        return Stream.of("audience_person", "audience_value", "audience_item", "audience_feed", "member_change")
                .collect(Collectors.toMap(Function.identity(), table -> world.bean(JdbcClient.class)
                        .sql("SELECT COUNT(*) FROM " + table)
                        .query(Long.class)
                        .single()));
    }

    @Test
    void detachesAndSyncs() {
        world.heyLoyalty().edit(audiences.entry("astrid@example.dk").id(), Map.of(CATS_FIELD, ""));
        assertThat(operator("activations", "sync", "club").exitCode()).isZero();
        assertThat(audiences.shown("astrid@example.dk", CATS_FIELD)).isEqualTo("In audience");

        assertThat(operator("activations", "detach", "club", CATS).output()).contains("Cat owners is detached");
        assertThat(world.heyLoyalty().fieldLabel(CATS_FIELD)).isEqualTo("Audience Removed by Raptor CDP");
        assertThat(viewer("activations", "list").output()).contains("is stale: astrid detached it");
        audiences.run();
        assertThat(world.heyLoyalty().fieldLabel(CATS_FIELD)).isEqualTo("Audience Removed by Raptor CDP");
        assertThat(operator("activations", "detach", "club", "nothing").exitCode())
                .isEqualTo(ExitCode.UNKNOWN);

        assertThat(operator("activations", "sync", "club").exitCode()).isZero();
        assertThat(world.heyLoyalty().fieldLabel(CATS_FIELD)).isEqualTo("Cat owners");
        assertThat(audiences.shown("astrid@example.dk", CATS_FIELD)).isEqualTo("In audience");
    }

    private static void pushAndRun() {
        audiences.push();
        audiences.run();
    }

    private static Called operator(String... args) {
        return Called.operator(world.program(), args);
    }

    private static Called viewer(String... args) {
        return Called.viewer(world.program(), args);
    }
}
