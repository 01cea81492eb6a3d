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

@Command(
        name = "dismiss",
        description = "Ends failures without another try. The next change of the member is tried as any other.")
class FailuresDismissCommand extends OperationCommand {

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(names = "--note", required = true, paramLabel = "TEXT", description = "Why; kept with the failure.")
    private String note;

    /** Which failures are meant. */
    static class Which {

        @Parameters(paramLabel = "ID", arity = "1..*", description = "The numbers that \"failures list\" shows.")
        private List<Long> ids = new ArrayList<>();

        @Option(names = "--reason", paramLabel = "REASON", description = "All that are parked for this reason.")
        private String reason;
    }

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        Failures failures = beans.getBean(Failures.class);
        List<Long> unknown = new ArrayList<>();
        int dismissed =
                which.reason == null ? dismiss(failures, unknown) : failures.dismissAll(which.reason, user(), note);
        print(Map.of("dismissed", dismissed, "notParked", unknown), () -> out().println(
                        dismissed + " failure(s) are dismissed"));
        unknown.forEach(
                id -> err().println("Failure " + id + " is not parked: \"failures list\" shows those that are"));
        return unknown.isEmpty() ? ExitCode.OK : ExitCode.UNKNOWN;
    }

    private int dismiss(Failures failures, List<Long> unknown) {
        for (long id : which.ids) {
            if (!failures.dismiss(id, user(), note)) {
                unknown.add(id);
            }
        }
        return which.ids.size() - unknown.size();
    }
}
