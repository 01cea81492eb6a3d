package org.membersync.operation.command;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.membersync.population.PopulationRuns;
import org.membersync.state.Run;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;

@Command(name = "list", description = "Lists the newest runs over whole populations, newest first.")
class RunsListCommand extends OperationCommand {

    private static final int SHOWN = 20;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        List<Run> runs = beans.getBean(PopulationRuns.class).latest(SHOWN);
        print(runs, () -> table(runs));
        return ExitCode.OK;
    }

    private void table(List<Run> runs) {
        if (runs.isEmpty()) {
            out().println("There was no run yet.");
            return;
        }
        TextTable table = new TextTable("RUN", "KIND", "STATE", "STARTED", "BY", "READ", "DIFFERENCES", "QUEUED");
        runs.forEach(run -> table.row(
                run.id(),
                word(run.kind()),
                word(run.state()),
                run.startedAt().truncatedTo(ChronoUnit.SECONDS),
                run.startedBy(),
                run.reading().toLowerCase(Locale.ROOT) + " " + run.rowsRead(),
                run.counts().differences().values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                run.counts().queued()));
        table.print(out());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
