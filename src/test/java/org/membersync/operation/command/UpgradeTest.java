package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.http.Json;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;
import org.membersync.support.Release1;
import org.membersync.support.World;

/**
 * A state database of the first release starts with this program, and plans the same as it did there (compatibility); so it does with
 * that release's route files, once those are taken over that are told to lack something.
 */
class UpgradeTest {

    private static final Path FIXTURE = Path.of("src/test/resources/release-1");
    private static final Path ROUTES = Path.of("routes");
    private static final Pattern TOLD = Pattern.compile(
            "(?m)^\\S*/routes/(\\S+\\.camel\\.yaml):\\d+: .*?(?:Take it over from routes/(\\S+) of this release)?$");

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
                    .with("membersync.routes", "file:" + ownRoutes(folder))
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

    /** Copies of the first release's files; what the program tells of them is taken over from this release, and what is new too. */
    private static Path ownRoutes(Path folder) throws IOException {
        Path own = folder.resolve("routes");
        copyMissing(FIXTURE.resolve("routes"), own);
        Matcher told = TOLD.matcher(refusal(own));
        Set<String> takenOver = new TreeSet<>();
        while (told.find()) {
            String file = told.group(2) == null ? told.group(1) : told.group(2);
            takenOver.add(file);
            Files.deleteIfExists(own.resolve(file));
        }
        copyMissing(ROUTES, own);
        assertThat(takenOver)
                .contains("bc-to-heyloyalty/deliver-heyloyalty-member.camel.yaml")
                .doesNotContain("bc-to-heyloyalty/sync-bc-member.camel.yaml");
        return own;
    }

    private static String refusal(Path routes) {
        try (World site = World.empty().with("membersync.routes", "file:" + routes)) {
            return assertThatThrownBy(site::start).rootCause().actual().getMessage();
        }
    }

    private static void copyMissing(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
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
