package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.state.Failures;
import org.membersync.support.World;

/** What operators see and do of single fields in conflict, and of e-mails that HeyLoyalty could not bring to people. */
class TroubleCommandsTest {

    @TempDir
    private static Path mappings;

    private static World world;

    @BeforeAll
    static void startWorld() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("mappings"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, mappings.resolve(file.getFileName()));
            }
        }
        Path members = mappings.resolve("member.yaml");
        Files.writeString(members, Files.readString(members).replace("{ bc: city,", "{ bc: city, owner: manual,"));
        world = World.empty()
                .with("membersync.mappings", mappings.toUri().toString())
                .with("membersync.members.spam-complaint", "record")
                .start();
    }

    @AfterAll
    static void closeWorld() {
        world.close();
    }

    @Test
    void aConflictIsShownWithItsValuesOnlyToThoseWhoAskForThem() {
        String id = conflict("Vivi");

        assertThat(call("failures", "list", "--reason", "field-conflict").output())
                .contains(id)
                .doesNotContain("Tønder", "Skærbæk");
        assertThat(call("failures", "show", id).output())
                .contains("Field:    city", "--values shows what both sides hold")
                .doesNotContain("Tønder", "Skærbæk");
        assertThat(call("failures", "show", id, "--values").output())
                .contains("Field:    city", "Business Central: Tønder", "HeyLoyalty:       Skærbæk")
                .doesNotContain("--values");
        assertThat(call("failures", "show", id, "--format", "json").output())
                .contains("\"name\" : \"city\"")
                .doesNotContain("Tønder", "Skærbæk");
        assertThat(call("failures", "show", id, "--values", "--format", "json").output())
                .containsPattern("\"businessCentral\" : \\[ \"Tønder\" \\]")
                .containsPattern("\"heyLoyalty\" : \\[ \"Skærbæk\" \\]");
        dismiss(id);
    }

    @ParameterizedTest
    @CsvSource({"bc, Bodil, Tønder, Business Central", "HEYLOYALTY, Hanne, Skærbæk, HeyLoyalty"})
    void resolvingGivesBothSidesTheChosenValue(String side, String name, String city, String shown) {
        String id = conflict(name);

        Called called = call("failures", "resolve", id, "--take", side);

        assertThat(called.exitCode()).as(called.errors()).isZero();
        assertThat(called.output())
                .contains("Both sides get the value of " + shown)
                .doesNotContain(city);
        assertThat(call("failures", "show", id).output()).contains("Failure " + id + ", resolved", "by astrid");
        assertBothHave(name, city);
    }

    @Test
    void whatCannotBeResolvedIsNamed() {
        String id = conflict("Ulla");

        assertThat(Called.viewer(world.program(), "failures", "resolve", id, "--take", "bc")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(call("failures", "resolve", id).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(call("failures", "resolve", id, "--take", "both").exitCode()).isEqualTo(ExitCode.USAGE);
        Called unknown = call("failures", "resolve", "999999", "--take", "bc");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(unknown.errors())
                .contains("Failure 999999 is no open conflict", "failures list --reason field-conflict");
        dismiss(id);
        assertThat(call("failures", "resolve", id, "--take", "bc").exitCode()).isEqualTo(ExitCode.UNKNOWN);
    }

    @Test
    void jmxResolvesAConflictToo() throws JMException {
        String id = conflict("Jytte");

        assertThatThrownBy(() -> resolve(Long.parseLong(id), "both"))
                .rootCause()
                .hasMessageContaining("BUSINESS_CENTRAL or HEYLOYALTY");
        assertThat(resolve(999_999, "HEYLOYALTY")).isFalse();
        assertThat(resolve(Long.parseLong(id), "HEYLOYALTY")).isTrue();
        assertThat(resolve(Long.parseLong(id), "HEYLOYALTY")).as("again").isFalse();
        assertBothHave("Jytte", "Skærbæk");
    }

    @ParameterizedTest
    @CsvSource({"complaint, Karla, COMPLAINT, complaint", "hard_bounce, Herdis, HARD_BOUNCE, hard bounce"})
    void whatHeyLoyaltySaysOfEmailsIsRecordedAndExplained(String status, String name, String json, String shown) {
        String number = join(name);
        assertThat(call("explain", number).output()).doesNotContain("HeyLoyalty says of e-mails");

        world.heyLoyalty().emailStatus(entry(name).id(), status);
        call("sync");
        call("sync");

        assertThat(call("explain", number).output())
                .contains(
                        "Member " + number + " is on the list because", "HeyLoyalty says of e-mails to them: " + shown);
        assertThat(call("explain", number, "--format", "json").output()).contains("\"emailStatus\" : \"" + json + "\"");
        assertThat(member(name).newsletter()).isEqualTo(Newsletter.YES);
        assertThat(entry(name).isActive()).isTrue();
    }

    private static String conflict(String name) {
        String number = join(name);
        world.businessCentral().change(number, fields -> fields.city("Tønder"));
        world.heyLoyalty().edit(entry(name).id(), Map.of("city", "Skærbæk"));
        call("sync");
        call("sync");
        return world.parked().stream()
                .filter(failure -> failure.memberNumber().equals(number))
                .map(failure -> String.valueOf(failure.id()))
                .findFirst()
                .orElseThrow();
    }

    private static String join(String name) {
        String number = world.eligible(name);
        world.businessCentral().change(number, fields -> fields.city("Ribe"));
        call("sync");
        call("sync");
        return number;
    }

    private static void assertBothHave(String name, String city) {
        call("sync");
        call("sync");
        assertThat(member(name).city()).isEqualTo(city);
        assertThat(entry(name).field("city").text()).isEqualTo(city);
        assertThat(world.parked()).isEmpty();
    }

    private static void dismiss(String id) {
        assertThat(world.bean(Failures.class).dismiss(Long.parseLong(id), "astrid", "done"))
                .isTrue();
    }

    private static boolean resolve(long id, String side) throws JMException {
        return (boolean) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("org.membersync:type=Failures"),
                        "resolve",
                        new Object[] {id, side},
                        new String[] {long.class.getName(), String.class.getName()});
    }

    private static Member member(String name) {
        return world.businessCentral()
                .membersByEmail(name.toLowerCase(java.util.Locale.ROOT) + "@example.dk")
                .get(0);
    }

    private static HeyLoyaltyMember entry(String name) {
        return world.heyLoyalty()
                .membersByEmail(name.toLowerCase(java.util.Locale.ROOT) + "@example.dk")
                .get(0);
    }

    private static Called call(String... args) {
        return Called.operator(world.program(), args);
    }
}
