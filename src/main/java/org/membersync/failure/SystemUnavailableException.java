package org.membersync.failure;

import java.time.Duration;

/** A whole system is away or busy: no single member is to blame, so no member's tries are counted. */
public class SystemUnavailableException extends TransientException {

    private static final long serialVersionUID = 1L;

    public SystemUnavailableException(String reason, String message, Duration retryAfter) {
        super(reason, message, retryAfter, null);
    }

    /** Whether an HTTP status says that of the system rather than of the request. */
    public static boolean isSaidBy(int status) {
        return status == 408 || status == 425 || status == 429 || status == 502 || status == 503 || status == 504;
    }
}
