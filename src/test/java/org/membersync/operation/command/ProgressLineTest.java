package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final StringWriter told = new StringWriter();
    private long seconds;

    @Test
    void tellsALineEveryTenSecondsWhereNobodyLooks() {
        ProgressLine line = line(false);

        for (seconds = 0; seconds <= 25; seconds++) {
            line.at("Comparing members", seconds * 1000, 100_000);
        }
        line.end();

        assertThat(told.toString().lines())
                .containsExactly(
                        "10 % Comparing members: 10,000 of 100,000, 1,000/s, about 90 s left",
                        "20 % Comparing members: 20,000 of 100,000, 1,000/s, about 80 s left");
    }

    @Test
    void writesOverOneLineOnATerminalAndLeavesItEmpty() {
        ProgressLine line = line(true);
        seconds = 1;
        line.at("Reading", 0, 0);
        seconds = 3;
        line.at("Reading", 500, 0);
        line.at("Reading", 501, 0);
        seconds = 5;
        line.at("Comparing", 0, 1000);
        seconds = 6;
        line.at("Comparing", 500, 1000);
        line.end();

        assertThat(told.toString().split("\r"))
                .contains("Reading: 500, 250/s")
                .anyMatch(text -> text.startsWith("[############............] 50 % Comparing: 500 of 1,000, 500/s"))
                .noneMatch(text -> text.contains("501"));
        assertThat(told.toString()).endsWith("\r").doesNotContain("\n");
    }

    @Test
    void goesByWhatWasDoneSinceThePhaseBeganAfterAnInterruption() {
        ProgressLine line = line(false);

        seconds = 1;
        line.at("Reading members", 900_000, 1_000_000);
        seconds = 11;
        line.at("Reading members", 910_000, 1_000_000);
        seconds = 21;
        line.at("Reading members", 1_000_001, 1_000_000);

        assertThat(told.toString().lines())
                .containsExactly(
                        "91 % Reading members: 910,000 of 1,000,000, 1,000/s, about 90 s left",
                        "Reading members: 1,000,001, 5,000/s");
    }

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new PrintWriter(told), terminal, () -> TimeUnit.SECONDS.toNanos(seconds));
    }
}
