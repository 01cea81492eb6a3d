package org.membersync.operation.command;

import java.util.Optional;
import org.membersync.population.PopulationRuns;
import org.membersync.state.Run;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description =
                "Shows what a run found: who differs in which fields. The newest ten runs keep the people's numbers.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "5:there is no such run"})
class RunsShowCommand extends OperationCommand {

    @Parameters(paramLabel = "RUN", description = "The number that \"runs list\" shows.")
    private long id;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    boolean hasCsv() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        PopulationRuns runs = beans.getBean(PopulationRuns.class);
        Optional<Run> run = runs.find(id);
        if (run.isEmpty()) {
            err().println("There is no run " + id + ": \"runs list\" shows those that are");
            return ExitCode.UNKNOWN;
        }
        new RunOutput(runs, out()).print(run.get(), format());
        return ExitCode.OK;
    }
}
