package org.membersync.heyloyalty;

import org.membersync.failure.PermanentException;

/** HeyLoyalty's API does not offer that call. */
public class NotOfferedException extends PermanentException {

    private static final long serialVersionUID = 1L;

    NotOfferedException(String what) {
        super(
                "heyloyalty-not-offered",
                "HeyLoyalty's API does not offer the call for the " + what
                        + " (405): check that membersync.heyloyalty.api-url (MEMBERSYNC_HEYLOYALTY_APIURL) leads to it");
    }
}
