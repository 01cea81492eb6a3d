package org.membersync.operation.command;

import java.util.List;
import java.util.Map;
import org.membersync.state.Bookings;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;

@Command(name = "list", description = "Lists the newest bookings, newest first, and how many there are in each status.")
class BookingsListCommand extends OperationCommand {

    private static final int SHOWN = 50;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        Bookings bookings = beans.getBean(Bookings.class);
        List<Bookings.Shown> latest = bookings.latest(SHOWN);
        Map<String, Long> counts = bookings.counts();
        print(Map.of("counts", counts, "latest", BookingTable.json(latest, false)), () -> {
            if (latest.isEmpty()) {
                out().println("There is no booking.");
                return;
            }
            out().println("Bookings: " + counts);
            BookingTable.print(latest, false, out());
        });
        return ExitCode.OK;
    }
}
