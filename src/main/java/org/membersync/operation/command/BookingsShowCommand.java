package org.membersync.operation.command;

import java.util.List;
import org.membersync.state.Bookings;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Shows what was told of a booking, newest first.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "5:there is no such booking"})
class BookingsShowCommand extends OperationCommand {

    @Parameters(paramLabel = "BOOKING", description = "Ticket number and admission code with _ between.")
    private String booking;

    @Option(names = "--values", description = "Shows what the events hold too. It is personal data.")
    private boolean values;

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        List<Bookings.Shown> told = beans.getBean(Bookings.class).of(booking);
        if (told.isEmpty()) {
            err().println("There is no such booking: \"bookings list\" shows the newest; they are kept for"
                    + " membersync.retention.bookings");
            return ExitCode.UNKNOWN;
        }
        print(BookingTable.json(told, values), () -> BookingTable.print(told, values, out()));
        return ExitCode.OK;
    }
}
