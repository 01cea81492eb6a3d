package org.membersync.operation.command;

import java.util.List;

/** Where a command does its work: in a program started for it, or inside the one that is running. */
interface Host {

    /** Who asks, as the records of operators' work name them. */
    String user();

    /** Whether somebody sees at once what a command says, so that it may tell how far it got. */
    boolean isWatched();

    /** Serves until the program is stopped. */
    int serve();

    /**
     * Runs the command there.
     *
     * @param arguments the command as it was called
     * @return what to tell the shell
     */
    int run(OperationCommand command, List<String> arguments);
}
