package org.membersync.failure;

import java.time.Duration;

/** Another account than that of the members' list was refused: what goes to its list waits, and nobody else. */
public class OtherAccountException extends SystemUnavailableException {

    private static final long serialVersionUID = 1L;

    /** Until a refused key is tried again. */
    private static final Duration WAIT = Duration.ofMinutes(1);

    public OtherAccountException(String reason, String message) {
        super(reason, message, WAIT);
    }
}
