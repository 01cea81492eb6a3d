package org.membersync.operation.command;

import org.membersync.operation.PopulationWork;
import org.membersync.population.PopulationRuns;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;

/** The first synchronization of whole populations. */
@Command(
        name = "initial-sync",
        description = {
            "Reads both whole populations page by page, links who is on both sides by e-mail address or phone number, queues"
                    + " what differs, and works until nothing is due.",
            "Called again after an interruption it goes on where it was."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is done",
            "1:a side was unreachable, or the integration is off",
            "3:members are parked, or removals are held",
            "4:nobody who is gone from Business Central was forgotten, because they are too many"
        })
class InitialSyncCommand extends OperationCommand {

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
        PopulationWork work = beans.getBean(PopulationWork.class);
        if (!work.whyOff().isEmpty()) {
            throw new CommandFailedException(work.whyOff());
        }
        PopulationWork.Result result = ReconcileCommand.watched(this, progress -> work.initialSync(user(), progress));
        new RunOutput(beans.getBean(PopulationRuns.class), out()).print(result.run(), format());
        ReconcileCommand.tellUndone(result.run(), this);
        int code = SyncCommand.conclude(result.work(), this);
        return code == ExitCode.OK && !result.run().message().isEmpty() ? ExitCode.DIFFERENT : code;
    }
}
