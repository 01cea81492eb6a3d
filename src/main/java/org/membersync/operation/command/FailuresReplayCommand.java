package org.membersync.operation.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.membersync.state.Failures;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "replay", description = "Puts parked members back in the queue, after their trouble was mended.")
class FailuresReplayCommand extends OperationCommand {

    @ArgGroup(multiplicity = "1")
    private Which which;

    /** Which failures are meant. */
    static class Which {

        @Parameters(paramLabel = "ID", arity = "1..*", description = "The numbers that \"failures list\" shows.")
        private List<Long> ids = new ArrayList<>();

        @Option(names = "--reason", paramLabel = "REASON", description = "All that are parked for this reason.")
        private String reason;

        @Option(names = "--all", description = "All that are parked.")
        private boolean all;
    }

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        Failures failures = beans.getBean(Failures.class);
        List<Long> unknown = new ArrayList<>();
        int replayed = which.ids.isEmpty()
                ? (which.all ? failures.replayAll(user()) : failures.replayAll(which.reason, user()))
                : replay(failures, unknown);
        print(Map.of("replayed", replayed, "notParked", unknown), () -> out().println(
                        replayed + " member(s) are in the queue again"));
        unknown.forEach(
                id -> err().println("Failure " + id + " is not parked: \"failures list\" shows those that are"));
        return unknown.isEmpty() ? ExitCode.OK : ExitCode.UNKNOWN;
    }

    private int replay(Failures failures, List<Long> unknown) {
        for (long id : which.ids) {
            if (!failures.replay(id, user())) {
                unknown.add(id);
            }
        }
        return which.ids.size() - unknown.size();
    }
}
