package org.membersync.operation.command;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.membersync.state.Failures;
import org.membersync.state.Failures.Failure;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists the parked members, oldest first.")
class FailuresListCommand extends OperationCommand {

    @Option(names = "--reason", paramLabel = "REASON", description = "Only those of this reason.")
    private String reason;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        List<Failure> parked = beans.getBean(Failures.class).open().stream()
                .filter(failure -> reason == null || failure.reason().equals(reason))
                .toList();
        print(parked, () -> table(parked));
        return ExitCode.OK;
    }

    private void table(List<Failure> parked) {
        if (parked.isEmpty()) {
            out().println("No member is parked" + (reason == null ? "." : " for this reason."));
            return;
        }
        TextTable table = new TextTable("ID", "MEMBER", "PARKED", "REASON", "MESSAGE");
        parked.forEach(failure -> table.row(
                failure.id(),
                failure.memberNumber().isEmpty() ? failure.memberId() : failure.memberNumber(),
                failure.failedAt().truncatedTo(ChronoUnit.SECONDS),
                failure.reason(),
                failure.message()));
        table.print(out());
    }
}
