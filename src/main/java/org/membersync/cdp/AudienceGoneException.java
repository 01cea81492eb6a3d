package org.membersync.cdp;

import org.membersync.failure.PermanentException;

/** The CDP does not have the audience. */
public class AudienceGoneException extends PermanentException {

    private static final long serialVersionUID = 1L;

    public AudienceGoneException(String what) {
        super(
                "cdp-not-found",
                "The CDP does not know the " + what
                        + ": the audience was deleted there, or is not part of its CDP API activation");
    }
}
