package org.membersync.operation.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program as it is called from a shell. */
public final class CommandLineProgram {

    private CommandLineProgram() {}

    /**
     * Runs the command that the arguments name. Arguments are read before anything is started, so that help and mistakes are
     * told at once.
     *
     * @param application the class Spring starts from
     * @return what to tell the shell
     */
    public static int run(Class<?> application, String... args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return run(new SpringHost(application, Arguments.of(args).settings()), out, err, args);
    }

    static int run(Host host, PrintWriter out, PrintWriter err, String... args) {
        return Commands.line(host, out, err)
                .execute(Arguments.of(args).command().toArray(String[]::new));
    }
}
