package org.membersync.sync;

import org.membersync.decision.Change;
import org.membersync.decision.MemberCase;

/** The step that begins a member's turn. */
public class MemberCases {

    /**
     * A turn of which nothing was read yet.
     *
     * @param plan whether it is a dry run; null for no
     */
    public MemberCase begin(Change change, Boolean plan) {
        return MemberCase.of(change, Boolean.TRUE.equals(plan));
    }
}
