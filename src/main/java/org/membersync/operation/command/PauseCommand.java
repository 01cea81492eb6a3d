package org.membersync.operation.command;

import org.membersync.decision.Direction;
import org.membersync.state.Pauses;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pause",
        description = {
            "Begins no more work in a direction, or in both, until it is resumed; what is in hand is finished.",
            "Both systems are read on, so that nothing is lost. It holds for every process on the same database."
        })
class PauseCommand extends DirectionsCommand {

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; kept and shown.")
    private String reason;

    @Override
    int run(BeanFactory beans) {
        for (Direction direction : directions()) {
            beans.getBean(Pauses.class).pause(direction, user(), reason);
        }
        tell(beans);
        return ExitCode.OK;
    }
}
