package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private final RecordingHost host = new RecordingHost();

    @Test
    void servesWithoutACommand() {
        assertThat(Called.on(host, "--spring.profiles.active=demo").exitCode()).isZero();

        assertThat(host.work).containsExactly("serve");
    }

    @Test
    void servesWhenToldSo() {
        assertThat(Called.on(host, "serve").exitCode()).isZero();

        assertThat(host.work).containsExactly("serve");
    }

    @Test
    void tellsTheShellWhyServingFailed() {
        host.answer = 1;

        assertThat(Called.on(host).exitCode()).isEqualTo(1);
    }

    @Test
    void showsHelpWithoutStartingAnything() {
        Called help = Called.on(host, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.output())
                .contains(
                        "serve", "sync", "plan", "explain", "failures", "doctor", "mappings", "webhooks", "Exit codes");
        assertThat(host.work).isEmpty();
    }

    @Test
    void showsHelpOfEachCommand() {
        for (String command :
                List.of("serve", "sync", "plan", "explain", "failures", "doctor", "mappings", "webhooks")) {
            assertThat(Called.on(host, command, "--help").output()).contains("Usage: membersync " + command);
        }
    }

    @Test
    void showsItsVersion() {
        assertThat(Called.on(host, "--version").output()).contains("membersync ");
    }

    @Test
    void makesACompletionScript() {
        assertThat(Called.on(host, "generate-completion").output()).contains("complete -F");
    }

    @Test
    void tellsAMistakeAtOnce() {
        Called called = Called.on(host, "snyc");

        assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(called.errors()).contains("snyc").contains("sync");
        assertThat(host.work).isEmpty();
    }

    @Test
    void wantsToKnowWhatToDoWithFailures() {
        assertThat(Called.on(host, "failures").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Called.on(host, "failures", "replay").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Called.on(host, "failures", "replay", "--all", "7").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(Called.on(host, "failures", "dismiss", "7").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void leavesSettingsToSpring() {
        Arguments arguments = Arguments.of(
                "plan",
                "--membersync.enabled=true",
                "--spring.main.lazy-initialization",
                "--format=json",
                "--server.port=0");

        assertThat(arguments.command()).containsExactly("plan", "--format=json");
        assertThat(arguments.settings())
                .containsExactly("--membersync.enabled=true", "--spring.main.lazy-initialization", "--server.port=0");
    }

    @Test
    void takesAServerAddressAsAnOptionOfTheCommand() {
        assertThat(Arguments.of("sync", "--server=http://membersync.example.dk:8080")
                        .settings())
                .isEmpty();
    }

    @Test
    void sendsTheCommandWithoutTheWayToTheServer() {
        assertThat(RunningInstance.withoutServer(
                        List.of("failures", "replay", "--server", "http://localhost:8080", "--user=otto", "--all")))
                .containsExactly("failures", "replay", "--all");
    }

    @Test
    void saysWhenNoInstanceIsThere() {
        ServerOptions nobody = new ServerOptions();
        new picocli.CommandLine(nobody).parseArgs("--server", "ftp://localhost");

        assertThat(Called.on(new RunningInstance(nobody), "sync", "--server", "ftp://localhost")
                        .errors())
                .contains("--server ftp://localhost is no address");
    }

    private static class RecordingHost implements Host {
        private final List<String> work = new ArrayList<>();
        private int answer;

        @Override
        public String user() {
            return "astrid";
        }

        @Override
        public boolean isWatched() {
            return false;
        }

        @Override
        public int serve() {
            work.add("serve");
            return answer;
        }

        @Override
        public int run(OperationCommand command, List<String> arguments) {
            work.add(String.join(" ", arguments));
            return answer;
        }
    }
}
