package org.membersync.failure;

import java.time.Duration;
import java.util.Optional;

/** Waiting can cure it: tried again with back-off, at least as late as the other side asked (behaviour L1). */
public class TransientException extends SyncException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public TransientException(String reason, String message, Throwable cause) {
        this(reason, message, null, cause);
    }

    public TransientException(String reason, String message, Duration retryAfter, Throwable cause) {
        super(reason, message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the other side asked us to wait, if it did. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
