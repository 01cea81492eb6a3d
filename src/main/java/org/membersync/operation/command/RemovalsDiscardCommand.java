package org.membersync.operation.command;

import java.util.Map;
import java.util.OptionalLong;
import org.membersync.state.RemovalHolds;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "discard",
        description = {
            "Drops the removals that wait now: the members stay on the list until something new tells of them,",
            "or a reconciliation finds them."
        })
class RemovalsDiscardCommand extends OperationCommand {

    @Option(names = "--note", required = true, paramLabel = "TEXT", description = "Why; kept with the hold.")
    private String note;

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        OptionalLong members = beans.getBean(RemovalHolds.class).discard(user(), note);
        if (members.isEmpty()) {
            err().println("No removal waits for an operator: \"removals show\" shows those that do");
            return ExitCode.UNKNOWN;
        }
        print(Map.of("discarded", members.getAsLong()), () -> out().println(
                        members.getAsLong() + " removal(s) are dropped"));
        return ExitCode.OK;
    }
}
