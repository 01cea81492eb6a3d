package org.membersync.operation.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The runs over whole populations. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description = "Lists the runs of reconcile and initial-sync, and shows what one found.",
        subcommands = {RunsListCommand.class, RunsShowCommand.class})
class RunsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: list or show");
    }
}
