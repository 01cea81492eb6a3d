package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.membersync.support.AudienceWorld.CATS;
import static org.membersync.support.AudienceWorld.CATS_FIELD;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.support.AudienceWorld;
import org.membersync.support.World;

/** What an operator sees of activations, and does with them. */
class ActivationsCommandTest {

    @TempDir
    private static Path folder;

    private static AudienceWorld audiences;
    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty();
        audiences = AudienceWorld.in(folder, world, Clock.systemUTC()).polled();
        world.heyLoyalty().add(Map.of("email", "astrid@example.dk"));
        audiences.cdp().enter(CATS, "astrid@example.dk");
        audiences.cdp().enter(CATS, "stranger@example.dk");
        world.start();
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

    private static Called operator(String... args) {
        return Called.operator(world.program(), args);
    }

    private static Called viewer(String... args) {
        return Called.viewer(world.program(), args);
    }
}
