package org.membersync.state;

import java.time.Instant;

/**
 * A run over whole populations.
 *
 * @param progressAt when it last got on
 * @param endedAt null while it is not over
 * @param marksOf what the marks of its working tables were made of
 * @param reading which pages are read; empty before the first
 * @param readTo how far they were read: a position of a feed, or the number of a page of the list
 * @param rowsRead how many rows of them were read
 * @param message why it failed, or what it left undone and why; empty for neither
 */
public record Run(
        long id,
        Kind kind,
        State state,
        Instant startedAt,
        Instant progressAt,
        Instant endedAt,
        String startedBy,
        String marksOf,
        String reading,
        long readTo,
        long rowsRead,
        RunCounts counts,
        String message) {

    /** What a run is for. */
    public enum Kind {
        RECONCILE,
        INITIAL_SYNC
    }

    /** How far a run got. */
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        /** Its process ended or its reading failed; an initial synchronization goes on from there. */
        INTERRUPTED
    }
}
