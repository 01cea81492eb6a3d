package org.membersync.businesscentral;

import org.membersync.failure.PermanentException;

/** A body that holds no event of Business Central: its sender is told so. */
public class MalformedEventException extends PermanentException {

    private static final long serialVersionUID = 1L;

    /** @param problem what is wrong with it, without any of its text */
    MalformedEventException(String problem) {
        super("malformed-event", "A call for Business Central's events " + problem);
    }
}
