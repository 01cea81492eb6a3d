package org.membersync.operation.command;

import java.util.Optional;
import org.membersync.operation.ActivationWork;
import org.membersync.operation.SyncRun;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "sync",
        description = {
            "Looks at the fields, asks the CDP who is in each audience, and compares every person with the list.",
            "Whatever was detached is attached again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a side was unreachable", "3:somebody is parked", "5:there is no such activation"})
class ActivationsSyncCommand extends OperationCommand {

    @Parameters(paramLabel = "NAME", description = "The name that the file gives it.")
    private String name;

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        Optional<SyncRun.Report> report = beans.getBean(ActivationWork.class).sync(name);
        if (report.isEmpty()) {
            err().println("There is no activation " + name + ": \"activations list\" shows those that are");
            return ExitCode.UNKNOWN;
        }
        SyncRun.Report done = report.get();
        print(done, () -> {
            out().println(done.waiting() + " waiting, "
                    + done.parked().values().stream().mapToLong(Long::longValue).sum() + " parked");
            done.troubles().forEach(out()::println);
        });
        if (!done.troubles().isEmpty()) {
            return ExitCode.FAILED;
        }
        return done.parked().isEmpty() ? ExitCode.OK : ExitCode.PARKED;
    }
}
