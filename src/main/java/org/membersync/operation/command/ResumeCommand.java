package org.membersync.operation.command;

import org.membersync.decision.Direction;
import org.membersync.state.Holds;
import org.membersync.state.Pauses;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;

@Command(
        name = "resume",
        description = {
            "Lets a paused direction, or both, go on with what waits.",
            "Where access was refused, it is tried again at once."
        })
class ResumeCommand extends DirectionsCommand {

    @Override
    int run(BeanFactory beans) {
        for (Direction direction : directions()) {
            beans.getBean(Pauses.class).resume(direction, user());
            beans.getBean(Holds.class).release(direction);
        }
        tell(beans);
        return ExitCode.OK;
    }
}
