package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.http.Json;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;
import org.membersync.support.Release1;
import org.membersync.support.World;

/** A state database of the first release starts with this program, and plans the same as it did there (compatibility). */
class UpgradeTest {

    private static final Path FIXTURE = Path.of("src/test/resources/release-1");

    @Test
    void aStateOfTheFirstReleaseIsBroughtUpToDateAndPlansTheSame(@TempDir Path folder) throws IOException {
        for (String file : new String[] {"membersync.script", "membersync.properties"}) {
            Files.copy(FIXTURE.resolve(file), folder.resolve(file));
        }
        Release1 history = Release1.world();
        try (World world = history.program()) {
            world.start();
            history.happen();
            world.stop();

            world.with("membersync.database.url", "jdbc:hsqldb:file:" + folder.resolve("membersync"))
                    .with(
                            "membersync.mappings",
                            FIXTURE.resolve("mappings").toUri().toString())
                    .start();

            JsonNode plan = Json.read(Called.operator(world.program(), "plan", "--all", "--values", "--format", "json")
                            .output())
                    .orElseThrow();
            JsonNode before =
                    Json.read(Files.readString(FIXTURE.resolve("plan.json"))).orElseThrow();
            assertThat(plan.path("members")).isEqualTo(before.path("members")).isNotEmpty();
            assertThat(plan.path("totals")).isEqualTo(before.path("totals"));
            goesOn(world);
        }
    }

    private static void goesOn(World world) {
        Called synced = Called.operator(world.program(), "sync");

        assertThat(synced.exitCode()).as("Emil is still parked").isEqualTo(ExitCode.PARKED);
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.heyLoyalty().membersByEmail("carl@example.dk"))
                .allMatch(entry -> entry.status() == Status.UNSUBSCRIBED);
        assertThat(world.businessCentral().membersByEmail("carl@example.dk"))
                .allMatch(member -> member.newsletter() == Newsletter.NO);
        assertThat(world.businessCentral().membersByEmail("ada@example.dk"))
                .allMatch(member -> member.address().equals("Ærøvej 9"));
        assertThat(world.heyLoyalty().membersByEmail("hedda@example.dk")).hasSize(1);
        assertThat(world.heyLoyalty().membersByEmail("bodil@example.dk")).hasSize(2);
    }
}
