package org.membersync.operation.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Runs the schedules and the operator's pages. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description = "Synchronizes by its schedules and serves the operator's pages until it is stopped. The default.")
class ServeCommand implements Callable<Integer> {

    @ParentCommand
    private Commands commands;

    @Override
    public Integer call() {
        return commands.serve();
    }
}
