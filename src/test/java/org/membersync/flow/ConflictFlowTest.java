package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.membersync.decision.Agreement.Side;
import org.membersync.decision.Direction;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.FieldFailures;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/**
 * Where both sides changed a field, its owner says what becomes of it, and the rest of the person goes on; new options are let
 * in as the mapping says (behaviour I7, I8).
 */
class ConflictFlowTest {

    @TempDir
    Path mappings;

    private final MutableClock clock = new MutableClock(Instant.now());
    private World world;
    private String number;
    private String entry;

    @BeforeEach
    void makeWorld() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("mappings"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, mappings.resolve(file.getFileName()));
            }
        }
        own("city", "manual");
        own("address", "bc");
        own("lastName", "heyloyalty");
        world = World.empty(clock)
                .with("membersync.mappings", mappings.toUri().toString())
                .start();
        number = world.eligible("Åse");
        world.businessCentral().change(number, fields -> fields.city("Ribe"));
        world.run();
        entry = world.heyLoyalty().membersByEmail("åse@example.dk").get(0).id();
    }

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void aManualConflictIsParkedForTheFieldAlone() {
        bothChange();

        assertThat(member().city()).isEqualTo("Tønder");
        assertThat(listed().field("city").text()).isEqualTo("Skærbæk");
        assertThat(member().phoneNo()).as("the rest goes on").isEqualTo("12345678");
        assertThat(world.parked()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("field-conflict");
            assertThat(failure.memberNumber()).isEqualTo(number);
            assertThat(failure.message()).contains("city").doesNotContain("Tønder", "Skærbæk");
        });
        assertThat(world.bean(FieldFailures.class).values(parkedId())).hasValueSatisfying(values -> {
            assertThat(values.businessCentral().text()).isEqualTo("Tønder");
            assertThat(values.heyLoyalty().text()).isEqualTo("Skærbæk");
        });
        assertSilent();
        assertThat(world.parked()).as("is told once").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"BUSINESS_CENTRAL, Tønder", "HEYLOYALTY, Skærbæk"})
    void anOperatorChoosesASide(Side side, String city) {
        bothChange();

        assertThat(world.bean(FieldFailures.class).resolve(parkedId(), side, "operator"))
                .isTrue();
        runTwice();

        assertThat(member().city()).isEqualTo(city);
        assertThat(listed().field("city").text()).isEqualTo(city);
        assertThat(world.parked()).isEmpty();
        assertSilent();
    }

    @Test
    void aChoiceDoesNotCoverALaterChange() {
        bothChange();
        world.heyLoyalty().edit(entry, Map.of("city", "Højer"));

        world.bean(FieldFailures.class).resolve(parkedId(), Side.HEYLOYALTY, "operator");
        runTwice();

        assertThat(member().city()).isEqualTo("Tønder");
        assertThat(world.parked()).hasSize(1);
    }

    @Test
    void aConflictThatTheSidesMendedThemselvesEnds() {
        bothChange();
        world.heyLoyalty().edit(entry, Map.of("city", "Tønder"));
        tell();

        runTwice();

        assertThat(world.parked()).isEmpty();
    }

    @Test
    void aDismissedConflictIsNotToldAgain() {
        bothChange();

        world.bean(Failures.class).dismiss(parkedId(), "operator", "they know");
        tell();
        runTwice();

        assertThat(world.parked()).isEmpty();
        assertThat(member().city()).isEqualTo("Tønder");
    }

    @Test
    void theOwnersValueCountsWhicheverIsNewer() {
        world.heyLoyalty().edit(entry, Map.of("address", "Nørregade 7", "lastname", "Ældst"));
        clock.advance(Duration.ofMinutes(5));
        world.businessCentral()
                .change(number, fields -> fields.address("Søndergade 1").lastName("Nyest"));
        tell();

        runTwice();

        assertThat(listed().field("address").text()).isEqualTo("Søndergade 1");
        assertThat(member().lastName()).isEqualTo("Ældst");
        assertThat(world.parked()).isEmpty();
        assertSilent();
    }

    @Test
    void anOptionThatIsNewInHeyLoyaltyIsTakenIntoTheMappingAndSuggested() {
        Map<String, String> options = new java.util.TreeMap<>(world.heyLoyalty().fieldOptions("favourite_sport"));
        options.put("31999", "Padel");
        world.heyLoyalty().addField("favourite_sport", "choice", "Favourite sport", options);
        clock.advance(Duration.ofHours(1));
        world.heyLoyalty().edit(entry, Map.of("favourite_sport", "31999"));
        tell();

        runTwice();

        assertThat(member().attributes()).containsEntry("SPORT", "PADEL");
        assertThat(mappings.resolve("created-values.suggested.yaml"))
                .content()
                .contains("favourite_sport:\n  PADEL: \"31999\"");
        assertThat(world.parked()).isEmpty();
        assertSilent();
    }

    private void bothChange() {
        world.businessCentral().change(number, fields -> fields.city("Tønder"));
        world.heyLoyalty().edit(entry, Map.of("city", "Skærbæk", "mobile", "12345678"));
        tell();
        runTwice();
    }

    private long parkedId() {
        return world.parked().get(0).id();
    }

    private void runTwice() {
        world.run();
        world.run();
    }

    private void tell() {
        world.bean(ChangeQueue.class).dueNow(Direction.INBOUND, entry, "webhook");
    }

    private Member member() {
        return world.businessCentral().member(number).orElseThrow();
    }

    private HeyLoyaltyMember listed() {
        return world.heyLoyalty().member(entry).orElseThrow();
    }

    private void own(String bc, String owner) throws IOException {
        Path file = mappings.resolve("member.yaml");
        List<String> lines = Files.readAllLines(file).stream()
                .map(line -> line.replace("{ bc: " + bc + ",", "{ bc: " + bc + ", owner: " + owner + ","))
                .toList();
        assertThat(lines).anyMatch(line -> line.contains("owner: " + owner));
        Files.write(file, lines);
    }

    private void assertSilent() {
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();
        tell();
        runTwice();
        assertThat(world.heyLoyalty().calls().entries())
                .noneMatch(call -> !call.method().equals("GET"));
        assertThat(world.businessCentral().calls().entries())
                .allMatch(call -> call.method().equals("GET") || call.path().endsWith("/token"));
    }
}
