package org.membersync.failure;

/**
 * The turn must end without writing anything: another process or the other direction has the member in hand (behaviour O2,
 * L4). No try is counted, for nothing went wrong.
 */
public final class OvertakenException extends TransientException {

    private static final long serialVersionUID = 1L;

    public OvertakenException(String message) {
        super("overtaken", message, null);
    }
}
