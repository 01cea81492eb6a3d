package org.membersync.operation.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The activations of audiences. */
@Command(
        name = "activations",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description = "Lists, compares and ends the activations of a CDP's audiences on a list.",
        subcommands = {
            ActivationsListCommand.class,
            ActivationsShowCommand.class,
            ActivationsSyncCommand.class,
            ActivationsDetachCommand.class
        })
class ActivationsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, show, sync or detach");
    }
}
