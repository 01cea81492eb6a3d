package org.membersync.cdp;

import org.membersync.failure.PermanentException;

/** What was pushed is no event that this program knows; the sender keeps it. */
public class MalformedAudienceEventException extends PermanentException {

    private static final long serialVersionUID = 1L;

    /** @param what such as {@code "event 3 has no time"}, without any value of it */
    public MalformedAudienceEventException(String what) {
        super("malformed-audience-event", "An audience event was refused: " + what);
    }
}
