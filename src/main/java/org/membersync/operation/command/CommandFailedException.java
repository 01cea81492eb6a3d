package org.membersync.operation.command;

/** A command cannot go on; the message says why and what to do, and is all that is shown. */
class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }
}
