package org.membersync.cdp;

import java.util.List;

/**
 * A part of the change feed.
 *
 * @param position from where the next part is asked
 * @param changes in the order of the feed
 */
public record MembershipChanges(long position, List<Change> changes) {

    /** Somebody who entered or left. */
    public record Change(AudienceEvent event, long position) {}
}
