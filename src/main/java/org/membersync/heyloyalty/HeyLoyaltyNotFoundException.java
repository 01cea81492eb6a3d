package org.membersync.heyloyalty;

import org.membersync.failure.PermanentException;

/** HeyLoyalty has no such entry or list. */
public class HeyLoyaltyNotFoundException extends PermanentException {

    private static final long serialVersionUID = 1L;

    public HeyLoyaltyNotFoundException(String what) {
        super(
                "heyloyalty-not-found",
                "HeyLoyalty does not know the " + what
                        + ": it was removed there, or membersync.heyloyalty.list-id (MEMBERSYNC_HEYLOYALTY_LISTID) and api-url"
                        + " (MEMBERSYNC_HEYLOYALTY_APIURL) name another list or place");
    }
}
