package org.membersync.operation.command;

import java.util.Optional;
import org.membersync.state.Failures;
import org.membersync.state.Failures.Failure;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows one failure, parked or ended.")
class FailuresShowCommand extends OperationCommand {

    @Parameters(paramLabel = "ID", description = "The number that \"failures list\" shows.")
    private long id;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        Optional<Failure> found = beans.getBean(Failures.class).find(id);
        if (found.isEmpty()) {
            err().println("There is no failure " + id + ": \"failures list\" shows those there are");
            return ExitCode.UNKNOWN;
        }
        print(found.get(), () -> table(found.get()));
        return ExitCode.OK;
    }

    private void table(Failure failure) {
        out().println("Failure " + failure.id() + ", " + failure.status());
        out().println("Member:   " + failure.memberNumber() + " (" + failure.memberId() + ")");
        out().println("Reason:   " + failure.reason());
        out().println("Message:  " + failure.message());
        out().println("Tries:    " + failure.attempts());
        out().println("Parked:   " + failure.failedAt());
        if (failure.endedAt() != null) {
            out().println("Ended:    " + failure.endedAt()
                    + (failure.endedBy() == null ? "" : " by " + failure.endedBy()));
        }
        if (failure.note() != null && !failure.note().isEmpty()) {
            out().println("Note:     " + failure.note());
        }
    }
}
