package org.membersync.operation.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.membersync.MembersyncApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Starts the whole program on a folder of routes. */
@ExtendWith(OutputCaptureExtension.class)
class RouteStartTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "- to: direct:nowhere                           | 6 | No route begins with direct:nowhere",
                "- setBdy: {constant: x}                        | 6 | setBdy",
                "- to: {uri: log:x, parameters: {levle: INFO}}  | 6 | levle",
                "- bean: {ref: noSuchBean}                      | 6 | noSuchBean"
            })
    void saysWhereTheMistakeIsAndDoesNotStart(String step, int line, String problem, CapturedOutput output)
            throws Exception {
        Files.writeString(folder.resolve("hello.camel.yaml"), RouteFixture.route("hello", step));

        assertThatThrownBy(this::start).isNotNull();
        assertThat(output)
                .contains("membersync cannot start with these route files")
                .contains("hello.camel.yaml:" + line + ": ")
                .contains(problem)
                .contains("Mend the route files and start again")
                .doesNotContain("\tat org.");
    }

    /** Which of them, and all that they lack, {@link SafetyCheckTest} knows. */
    @Test
    void refusesCopiesOfAnEarlierReleasesFilesAndSaysWhatTheyLack(CapturedOutput output) {
        folder = Path.of("src/test/resources/release-1/routes");

        assertThatThrownBy(this::start).isNotNull();
        assertThat(output)
                .contains("membersync cannot start with these route files")
                .contains(
                        "bc-to-heyloyalty/deliver-heyloyalty-member.camel.yaml:18: Lacks the step removals.admit beside")
                .contains("more removals than the limit allows would be carried out (P9). Take it over from"
                        + " routes/bc-to-heyloyalty/deliver-heyloyalty-member.camel.yaml of this release")
                .contains("create-bc-member.camel.yaml:44: memberCreation.memberRequest is given 2 values and takes 3")
                .contains("failures.camel.yaml:63: failureHandling.hold is given 1 values and takes 2")
                .doesNotContain("\tat org.");
    }

    @Test
    void usesThePackagedRoutesOrSaysThatThereAreNone(CapturedOutput output) {
        RouteFolder missing = new RouteFolder("file:" + folder.resolve("missing"));

        List<RouteFile> files;
        try {
            files = missing.read();
        } catch (BrokenRoutesException e) {
            assertThat(e).hasMessageContaining("Holds no route file");
            files = List.of();
        }
        assertThat(files).allMatch(file -> file.name().startsWith("membersync/routes/"));
        assertThat(output).contains("using the routes inside the program", "MEMBERSYNC_ROUTES");
    }

    private void start() {
        new SpringApplication(MembersyncApplication.class)
                .run("--membersync.routes=file:" + folder, "--server.port=0", "--spring.main.banner-mode=off")
                .close();
    }
}
