package org.membersync.businesscentral;

import org.membersync.failure.PermanentException;

/** A body none of whose events names our client state: whoever sent it is not believed. */
public class UnprovenEventException extends PermanentException {

    private static final long serialVersionUID = 1L;

    UnprovenEventException() {
        super(
                "unproven-event",
                "A call for Business Central's events names another client state than"
                        + " membersync.webhooks.business-central-client-state"
                        + " (MEMBERSYNC_WEBHOOKS_BUSINESSCENTRALCLIENTSTATE)");
    }
}
