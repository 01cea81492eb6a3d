package org.membersync.decision;

import org.membersync.failure.PermanentException;

/** The person cannot be told from others: never guessed. */
public class AmbiguousMatchException extends PermanentException {

    private static final long serialVersionUID = 1L;

    AmbiguousMatchException(String message) {
        super("ambiguous-match", message);
    }
}
