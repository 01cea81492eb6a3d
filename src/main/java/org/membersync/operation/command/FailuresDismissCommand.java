package org.membersync.operation.command;

import java.util.Map;
import org.membersync.state.Failures;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "dismiss",
        description = "Ends a failure without another try. The next change of the member is tried as any other.")
class FailuresDismissCommand extends OperationCommand {

    @Parameters(paramLabel = "ID", description = "The number that \"failures list\" shows.")
    private long id;

    @Option(names = "--note", required = true, paramLabel = "TEXT", description = "Why; kept with the failure.")
    private String note;

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        if (!beans.getBean(Failures.class).dismiss(id, user(), note)) {
            err().println("Failure " + id + " is not parked: \"failures list\" shows those that are");
            return ExitCode.UNKNOWN;
        }
        print(Map.of("dismissed", id), () -> out().println("Failure " + id + " is dismissed"));
        return ExitCode.OK;
    }
}
