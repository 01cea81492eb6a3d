package org.membersync.operation.command;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.membersync.state.Failures;
import org.membersync.state.Failures.Failure;
import org.membersync.state.Failures.Tally;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists the parked members, oldest first, and how many there are of each reason.")
class FailuresListCommand extends OperationCommand {

    @Option(names = "--reason", paramLabel = "REASON", defaultValue = "", description = "Only those of this reason.")
    private String reason;

    @Option(names = "--counts", description = "Only how many there are of each reason.")
    private boolean counts;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        Failures failures = beans.getBean(Failures.class);
        List<Tally> tally = failures.tally().stream()
                .filter(one -> reason.isEmpty() || one.reason().equals(reason))
                .toList();
        if (counts) {
            print(tally, () -> table(tally));
            return ExitCode.OK;
        }
        List<Failure> parked = failures.open(reason, Math.max(1, limit));
        print(parked, () -> table(parked, tally));
        return ExitCode.OK;
    }

    private void table(List<Failure> parked, List<Tally> tally) {
        if (!parked.isEmpty()) {
            TextTable table = new TextTable("ID", "MEMBER", "PARKED", "REASON", "MESSAGE");
            parked.forEach(failure -> table.row(
                    failure.id(),
                    failure.memberNumber().isEmpty() ? failure.memberId() : failure.memberNumber(),
                    failure.failedAt().truncatedTo(ChronoUnit.SECONDS),
                    failure.reason(),
                    failure.message()));
            table.print(out());
            out().println();
        }
        table(tally);
        long all = tally.stream().mapToLong(Tally::members).sum();
        if (all > parked.size()) {
            out().println("The first " + parked.size() + " are listed; --limit lists more");
        }
    }

    private void table(List<Tally> tally) {
        if (tally.isEmpty()) {
            out().println("No member is parked" + (reason.isEmpty() ? "." : " for this reason."));
            return;
        }
        TextTable table = new TextTable("REASON", "MEMBERS", "OLDEST");
        tally.forEach(one -> table.row(one.reason(), one.members(), one.oldest().truncatedTo(ChronoUnit.SECONDS)));
        table.print(out());
    }
}
