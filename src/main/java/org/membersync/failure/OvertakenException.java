package org.membersync.failure;

import java.time.Duration;

/**
 * The turn must end without writing anything: another process or the other direction has the member in hand (behaviour O2,
 * L4). No try is counted, for nothing went wrong.
 */
public final class OvertakenException extends TransientException {

    private static final long serialVersionUID = 1L;

    /** Most turns are over by then. */
    private static final Duration LATER = Duration.ofSeconds(2);

    public OvertakenException(String message) {
        super("overtaken", message, LATER, null);
    }
}
