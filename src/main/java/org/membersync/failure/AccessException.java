package org.membersync.failure;

/** The other side refused our credentials or permissions: the direction is held, no member is to blame. */
public class AccessException extends SyncException {

    private static final long serialVersionUID = 1L;

    public AccessException(String reason, String message) {
        super(reason, message, null);
    }
}
