package org.membersync.operation.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The mapping files. */
@Command(
        name = "mappings",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description = "Checks the mapping files, or proposes them.",
        subcommands = {MappingsCheckCommand.class, MappingsSuggestCommand.class})
class MappingsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: check or suggest");
    }
}
