package org.membersync.state;

import java.time.Instant;
import java.util.Optional;
import org.membersync.cdp.MembershipChanges;
import org.membersync.cdp.MembershipSnapshot;

/** Takes what the CDP tells when it is asked. */
public interface AudienceTellings {

    /** Begins a reading: notes which items the files activate. */
    void activate();

    /** How far the change feed was read; empty before the first snapshot. */
    Optional<AudienceFeedPosition.Mark> position();

    /** Whether the audience must be asked for as a whole. */
    boolean needsSnapshot(String audienceId);

    /**
     * Compares who is in the audience with who was held to be: the others left.
     *
     * @param at of the snapshot, by the CDP's clock
     */
    void takeSnapshot(String audienceId, MembershipSnapshot snapshot, Instant at);

    /** Takes a part of the change feed; its position is saved with it. */
    void takeChanges(MembershipChanges part);

    /** The CDP does not know its own sequence number any more: snapshots say how things are, and times what is newer. */
    void sequenceRefused();

    /** The CDP does not have the audience any more. */
    void gone(String audienceId);
}
