package org.membersync.failure;

/**
 * A failure that we understand. Its message names the thing and its mending and holds no personal data, so that it may be
 * logged, stored and shown.
 */
public abstract class SyncException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    protected SyncException(String reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** A short kebab-case word for lists, replay by reason and metric labels, such as {@code unmapped-value}. */
    public String reason() {
        return reason;
    }
}
