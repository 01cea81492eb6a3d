package org.membersync.operation.command;

import org.membersync.failure.SyncException;

/** What to say of a command that failed: our own messages as they are, of others the class alone, as they may quote data. */
final class Failing {

    private Failing() {}

    static String message(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SyncException || cause instanceof CommandFailedException) {
                return cause.getMessage();
            }
        }
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return "The command failed by an unexpected " + last.getClass().getName()
                + ": report this as a defect with what was done before";
    }
}
