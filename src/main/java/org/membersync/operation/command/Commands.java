package org.membersync.operation.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program itself and its commands; without a command it serves. */
@Command(
        name = "membersync",
        description = "Keeps the members of Business Central (NP Retail) and a HeyLoyalty list in step.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        subcommands = {
            ServeCommand.class,
            SyncCommand.class,
            PlanCommand.class,
            InitialSyncCommand.class,
            ReconcileCommand.class,
            RunsCommand.class,
            ExplainCommand.class,
            FailuresCommand.class,
            ImportCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            RemovalsCommand.class,
            BookingsCommand.class,
            DoctorCommand.class,
            MappingsCommand.class,
            ActivationsCommand.class,
            WebhooksCommand.class,
            HelpCommand.class,
            GenerateCompletion.class
        },
        footer = {
            "",
            "Settings can be given with every command, such as --membersync.enabled=true or --spring.profiles.active=demo;",
            "the README lists them. Without a command the program serves.",
            "",
            "Exit codes: 0 done, 1 a side was unreachable or the program could not start, 2 wrong arguments,",
            "3 members are parked or removals held, 4 the populations differ, 5 unknown member, failure, run or booking,",
            "or nothing held, 6 bad rows, 7 a check found something."
        })
final class Commands implements Callable<Integer> {

    private final Host host;
    private List<String> arguments = List.of();

    private Commands(Host host) {
        this.host = host;
    }

    static CommandLine line(Host host, PrintWriter out, PrintWriter err) {
        Commands commands = new Commands(host);
        CommandLine line = new CommandLine(commands);
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(120);
        line.setExecutionStrategy(parsed -> {
            commands.arguments = parsed.originalArgs();
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failed.getErr().println(Failing.message(failure));
            return ExitCode.FAILED;
        });
        return line;
    }

    @Override
    public Integer call() {
        return host.serve();
    }

    int serve() {
        return host.serve();
    }

    String user() {
        return host.user();
    }

    /** Whether somebody sees at once what a command says. */
    boolean isWatched() {
        return host.isWatched();
    }

    int run(OperationCommand command) {
        return host.run(command, arguments);
    }
}
