package org.membersync.operation.command;

import java.util.List;
import org.membersync.decision.Direction;
import org.membersync.operation.Standstills;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Parameters;

/** A command that is given to one direction or to both. */
abstract class DirectionsCommand extends OperationCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "outbound|inbound",
            description =
                    "outbound: Business Central to HeyLoyalty; inbound: HeyLoyalty to Business Central; default: both.")
    private Way way;

    /** The directions as they are written on the command line. */
    enum Way {
        OUTBOUND,
        INBOUND
    }

    @Override
    boolean isReading() {
        return false;
    }

    List<Direction> directions() {
        return way == null ? Standstills.DIRECTIONS : List.of(Direction.valueOf(way.name()));
    }

    /** What stands still afterwards. */
    void tell(BeanFactory beans) {
        List<Standstills.Standstill> still = beans.getBean(Standstills.class).now();
        print(still, () -> {
            still.forEach(one -> out().println(one.message()));
            if (still.isEmpty()) {
                out().println("Both directions go on.");
            }
        });
    }
}
