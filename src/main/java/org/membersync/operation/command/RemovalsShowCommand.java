package org.membersync.operation.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.state.RemovalHolds;
import org.membersync.state.RemovalHolds.Held;
import org.membersync.state.RemovalHolds.Hold;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "show", description = "Shows the removals that wait, and how the last holds ended.")
class RemovalsShowCommand extends OperationCommand {

    private static final int HOLDS = 5;

    @Option(
            names = "--most",
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "How many members are listed at most: 20 by default.")
    private int most;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        RemovalHolds removals = beans.getBean(RemovalHolds.class);
        Optional<Instant> since = removals.openSince();
        long count = removals.count();
        List<Held> sample = removals.sample(Math.max(0, most));
        List<Hold> latest = removals.latest(HOLDS);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("heldSince", since.orElse(null));
        json.put("waiting", count);
        json.put("members", sample);
        json.put("holds", latest);
        print(json, () -> table(since, count, sample, latest));
        return ExitCode.OK;
    }

    private void table(Optional<Instant> since, long count, List<Held> sample, List<Hold> latest) {
        out().println(since.map(start -> count + " removal(s) wait for an operator since " + shown(start)
                        + ": removals approve, or removals discard")
                .orElse(
                        count == 0
                                ? "No removal waits."
                                : count + " removal(s) wait until the changes that came with them are decided."));
        if (!sample.isEmpty()) {
            out().println();
            TextTable table = new TextTable("MEMBER", "REMOVAL", "SEEN", "SOURCE", "REASONS");
            sample.forEach(held -> table.row(
                    held.memberNumber(),
                    Words.outcome(held.outcome()),
                    shown(held.firstSeenAt()),
                    held.source(),
                    held.reasons()));
            table.print(out());
        }
        latest.stream().filter(hold -> hold.endedAt() != null).forEach(hold -> out().println(
                        "Held " + shown(hold.heldSince()) + ", " + hold.members() + " "
                                + hold.ending() + " " + shown(hold.endedAt())
                                + (hold.endedBy() == null ? "" : " by " + hold.endedBy())
                                + (hold.note().isEmpty() ? "" : ": " + hold.note())));
    }

    private static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
