package org.membersync.operation.command;

import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.membersync.settings.MembersyncSettings;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that needs the program's parts; it can also be run inside the running instance. */
@Command(mixinStandardHelpOptions = true, versionProvider = BuildVersion.class)
abstract class OperationCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            defaultValue = "table",
            description = "How the result is written: table (default), json, or csv where it is a list of people.")
    private Format format;

    /** How results are written. */
    enum Format {
        TABLE,
        JSON,
        CSV
    }

    @Override
    public final Integer call() {
        if (format == Format.CSV && !hasCsv()) {
            throw new ParameterException(spec.commandLine(), "This command has no csv: write --format table or json");
        }
        return commands().run(this);
    }

    private Commands commands() {
        return (Commands) spec.root().userObject();
    }

    /** Who asks. */
    String user() {
        return commands().user();
    }

    ServerOptions server() {
        return server;
    }

    /** Whether the result can be written as CSV. */
    boolean hasCsv() {
        return false;
    }

    Format format() {
        return format;
    }

    /** Whether somebody sees at once what is said, so that it may be told how far it got. */
    boolean isWatched() {
        return commands().isWatched();
    }

    boolean isJson() {
        return format == Format.JSON;
    }

    /** The command's own output. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Writes the result in the form that was asked for. */
    void print(Object json, Runnable table) {
        if (isJson()) {
            out().println(JsonText.of(json));
        } else {
            table.run();
        }
        out().flush();
    }

    /** Whether the command changes nothing, so that a viewer may run it in the running instance. */
    abstract boolean isReading();

    /**
     * Does what can be done before the program's parts are made.
     *
     * @return the exit code if that ended the command
     */
    OptionalInt before(Supplier<MembersyncSettings> settings) {
        return OptionalInt.empty();
    }

    /** Does the work with the program's parts and says what to tell the shell. */
    abstract int run(BeanFactory beans);
}
