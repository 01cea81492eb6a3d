package org.membersync.operation.command;

import java.util.Map;
import org.membersync.operation.PopulationWork;
import org.membersync.population.PopulationProgress;
import org.membersync.population.PopulationRuns;
import org.membersync.population.PopulationRuns.Repair;
import org.membersync.state.Run;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares whole populations. */
@Command(
        name = "reconcile",
        description = {
            "Compares both whole populations from their pages, without asking for single people, and names who differs in what.",
            "What no page shows is not compared: address, store, membership and GDPR approval."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing differs, or all of it was repaired",
            "1:a side was unreachable, or the integration is off",
            "3:all else was repaired, and members are parked, or removals held",
            "4:the populations differ, or nobody who is gone was forgotten"
        })
class ReconcileCommand extends OperationCommand {

    @Option(
            names = "--repair",
            description =
                    "Queues what differs and works until nothing is due. Nobody becomes a Business Central member by it.")
    private boolean repair;

    @Option(
            names = "--create-members",
            description = {
                "With --repair: whoever is on the list and unknown in Business Central gets a turn too, which makes them a"
                        + " member if membersync.members.create-in-bc is on."
            })
    private boolean createMembers;

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    boolean hasCsv() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        if (createMembers && !repair) {
            throw new CommandFailedException("--create-members goes with --repair only");
        }
        PopulationWork work = beans.getBean(PopulationWork.class);
        if (!work.whyOff().isEmpty()) {
            throw new CommandFailedException(work.whyOff());
        }
        Repair wanted = !repair ? Repair.NONE : createMembers ? Repair.QUEUE_WITH_UNKNOWN : Repair.QUEUE;
        PopulationWork.Result result = watched(this, progress -> work.reconcile(wanted, user(), progress));
        new RunOutput(beans.getBean(PopulationRuns.class), out()).print(result.run(), format());
        tellUndone(result.run(), this);
        if (result.work() != null) {
            SyncCommand.tellHeld(result.work(), this);
        }
        return exitCode(result);
    }

    private int exitCode(PopulationWork.Result result) {
        Map<String, Long> differences = result.run().counts().differences();
        if (result.work() == null) {
            return differences.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
        }
        result.work().troubles().forEach(trouble -> err().println("NOT DONE: " + trouble));
        if (!result.work().troubles().isEmpty()) {
            return ExitCode.FAILED;
        }
        long found = differences.values().stream().mapToLong(Long::longValue).sum();
        if (found > result.run().counts().queued()) {
            return ExitCode.DIFFERENT;
        }
        return SyncCommand.exitCode(result.work());
    }

    /** Says what the run left undone, also where what it prints is for a program. */
    static void tellUndone(Run run, OperationCommand command) {
        if (!run.message().isEmpty()) {
            command.err().println("NOT DONE: " + run.message());
        }
    }

    /** Work that tells how far it got. */
    @FunctionalInterface
    interface Work<T> {
        T with(PopulationProgress progress);
    }

    /** Does the work and shows how far it got, if anybody watches. */
    static <T> T watched(OperationCommand command, Work<T> work) {
        if (!command.isWatched()) {
            return work.with(PopulationProgress.SILENT);
        }
        ProgressLine line = new ProgressLine(command.err(), System.console() != null, System::nanoTime);
        try {
            return work.with(line);
        } finally {
            line.end();
        }
    }
}
