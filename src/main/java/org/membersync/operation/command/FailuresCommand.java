package org.membersync.operation.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Parked members. */
@Command(
        name = "failures",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description = "Lists, shows, replays, resolves and dismisses parked members.",
        subcommands = {
            FailuresListCommand.class,
            FailuresShowCommand.class,
            FailuresReplayCommand.class,
            FailuresResolveCommand.class,
            FailuresDismissCommand.class
        })
class FailuresCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list, show, replay, resolve or dismiss");
    }
}
