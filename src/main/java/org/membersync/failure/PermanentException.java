package org.membersync.failure;

/** Waiting would not help: the member is parked at once (behaviour L2). */
public class PermanentException extends SyncException {

    private static final long serialVersionUID = 1L;

    public PermanentException(String reason, String message) {
        this(reason, message, null);
    }

    public PermanentException(String reason, String message, Throwable cause) {
        super(reason, message, cause);
    }
}
