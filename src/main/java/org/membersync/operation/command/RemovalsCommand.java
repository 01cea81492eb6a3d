package org.membersync.operation.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Unsubscriptions and erasures that wait because they are too many at once. */
@Command(
        name = "removals",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description = {
            "Shows, approves and discards unsubscriptions and erasures that are held because they are too many at once.",
            "membersync.members.max-unsubscribes-per-run says how many are."
        },
        subcommands = {RemovalsShowCommand.class, RemovalsApproveCommand.class, RemovalsDiscardCommand.class})
class RemovalsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: show, approve or discard");
    }
}
