package org.membersync.heyloyalty;

import org.membersync.failure.PermanentException;

/** A webhook that is none of HeyLoyalty's: its sender is told so. */
public class MalformedNoticeException extends PermanentException {

    private static final long serialVersionUID = 1L;

    /** @param problem what is wrong with it, without any of its text */
    MalformedNoticeException(String problem) {
        super("malformed-webhook", "A webhook " + problem);
    }
}
