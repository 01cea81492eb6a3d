package org.membersync.operation.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The bookings that came in. */
@Command(
        name = "bookings",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description = "Lists the bookings that came in, and shows what was told of one.",
        subcommands = {BookingsListCommand.class, BookingsShowCommand.class})
class BookingsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list or show");
    }
}
