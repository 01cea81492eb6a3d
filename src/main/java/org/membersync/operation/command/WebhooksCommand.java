package org.membersync.operation.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The list's webhooks in HeyLoyalty. */
@Command(
        name = "webhooks",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        description = "Shows the list's webhooks in HeyLoyalty, or registers ours.",
        subcommands = {WebhooksShowCommand.class, WebhooksRegisterCommand.class})
class WebhooksCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: show or register");
    }
}
