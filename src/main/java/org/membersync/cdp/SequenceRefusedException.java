package org.membersync.cdp;

import org.membersync.failure.PermanentException;

/** The CDP does not know the sequence number any more: only a new snapshot tells how things are. */
public class SequenceRefusedException extends PermanentException {

    private static final long serialVersionUID = 1L;

    public SequenceRefusedException() {
        super(
                "cdp-sequence",
                "The CDP refused the sequence number of its change feed, also right after a new snapshot:"
                        + " ask those who run the CDP, and look at membersync.audiences.api-url (MEMBERSYNC_AUDIENCES_APIURL)");
    }
}
