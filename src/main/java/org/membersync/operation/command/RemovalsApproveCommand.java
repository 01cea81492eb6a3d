package org.membersync.operation.command;

import java.util.Map;
import java.util.OptionalLong;
import org.membersync.state.RemovalHolds;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "approve",
        description = {
            "Lets the removals that wait now be carried out, once: each after another look at the member.",
            "For good, raise membersync.members.max-unsubscribes-per-run instead."
        })
class RemovalsApproveCommand extends OperationCommand {

    @Option(names = "--note", required = true, paramLabel = "TEXT", description = "Why; kept with the hold.")
    private String note;

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        OptionalLong members = beans.getBean(RemovalHolds.class).approve(user(), note);
        if (members.isEmpty()) {
            err().println("No removal waits for an operator: \"removals show\" shows those that do");
            return ExitCode.UNKNOWN;
        }
        print(Map.of("approved", members.getAsLong()), () -> out().println(
                        members.getAsLong() + " removal(s) are in the queue again and will be carried out"));
        return ExitCode.OK;
    }
}
