package org.membersync.operation.command;

import java.util.Map;
import org.membersync.decision.Agreement.Side;
import org.membersync.state.FieldFailures;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resolve",
        description = "Chooses whose value counts where both sides changed a field and its owner is manual.")
class FailuresResolveCommand extends OperationCommand {

    @Parameters(paramLabel = "ID", description = "The number that \"failures list\" shows, of reason field-conflict.")
    private long id;

    @Option(
            names = "--take",
            required = true,
            paramLabel = "SIDE",
            description = "The side whose value both get: ${COMPLETION-CANDIDATES}.")
    private Take take;

    /** The sides as they are written on the command line. */
    enum Take {
        BC(Side.BUSINESS_CENTRAL),
        HEYLOYALTY(Side.HEYLOYALTY);

        private final Side side;

        Take(Side side) {
            this.side = side;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        if (!beans.getBean(FieldFailures.class).resolve(id, take.side, user())) {
            err().println("Failure " + id + " is no open conflict of a field: \"failures list --reason field-conflict\""
                    + " shows those that are");
            return ExitCode.UNKNOWN;
        }
        print(Map.of("resolved", id), () -> out().println(
                        "Both sides get the value of " + (take == Take.BC ? "Business Central" : "HeyLoyalty")));
        return ExitCode.OK;
    }
}
