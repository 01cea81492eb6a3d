package org.membersync.sync;

import org.membersync.decision.Change;
import org.membersync.decision.MemberCase;
import org.membersync.state.AnnouncedWrites;

/** The step that begins a member's turn. */
public class MemberCases {

    private final AnnouncedWrites announcedWrites;

    MemberCases(AnnouncedWrites announcedWrites) {
        this.announcedWrites = announcedWrites;
    }

    /**
     * A turn of which nothing was read yet but what an earlier one left open.
     *
     * @param plan whether it is a dry run; null for no
     */
    public MemberCase begin(Change change, Boolean plan) {
        return MemberCase.of(change, Boolean.TRUE.equals(plan))
                .announced(announcedWrites.find(change.memberId()).orElse(null));
    }
}
