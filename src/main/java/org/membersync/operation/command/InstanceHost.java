package org.membersync.operation.command;

import java.util.List;
import java.util.OptionalInt;
import org.membersync.settings.MembersyncSettings;
import org.springframework.beans.factory.BeanFactory;

/** Runs commands that come over HTTP with the parts of the running program. */
class InstanceHost implements Host {

    private final BeanFactory beans;
    private final String user;
    private final boolean operator;

    /** @param operator whether commands may change something */
    InstanceHost(BeanFactory beans, String user, boolean operator) {
        this.beans = beans;
        this.user = user;
        this.operator = operator;
    }

    @Override
    public String user() {
        return user;
    }

    @Override
    public boolean isWatched() {
        return false;
    }

    @Override
    public int serve() {
        throw new CommandFailedException("This instance serves already");
    }

    @Override
    public int run(OperationCommand command, List<String> arguments) {
        if (command.server().address() != null) {
            throw new CommandFailedException("--server cannot be asked of the instance itself");
        }
        if (!operator && !command.isReading()) {
            throw new CommandFailedException("This command changes something: log in as the operator");
        }
        OptionalInt ended = command.before(() -> beans.getBean(MembersyncSettings.class));
        return ended.isPresent() ? ended.getAsInt() : command.run(beans);
    }
}
