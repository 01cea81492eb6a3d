package org.membersync.state;

import org.membersync.businesscentral.Feed;

/**
 * Where the reading of a feed stands; the body that goes round in the reading route.
 *
 * @param settled rows up to this position were read for good
 * @param anchorRow the mark of the row at that position, empty at the very beginning
 * @param primed whether the feed was read to its end before; until then the feeds of memberships and attributes only teach
 *     the directory, because every member is read anyway
 * @param nextLink where the next page is, empty when there is none
 * @param taking who takes the rows
 */
public record FeedCursor(
        Feed feed, Phase phase, long settled, String anchorRow, boolean primed, String nextLink, FeedTaking taking) {

    /** What is read next. */
    public enum Phase {
        /** The first page from the settled position on. */
        FIRST_PAGE,
        /** The page behind the link. */
        NEXT_PAGE,
        /** The newest row, because not even the row at the settled position came back. */
        NEWEST_ROW,
        DONE
    }

    /** Whether there is something left to read. */
    public boolean isOpen() {
        return phase != Phase.DONE;
    }

    /** Whether the other cursor stands where this one does. */
    boolean isSamePlace(FeedCursor other) {
        return settled == other.settled && anchorRow.equals(other.anchorRow);
    }

    FeedCursor at(Phase next, String link) {
        return new FeedCursor(feed, next, settled, anchorRow, primed, link, taking);
    }

    FeedCursor settledAt(long position, String row) {
        return new FeedCursor(feed, phase, position, row, primed, nextLink, taking);
    }

    @Override
    public String toString() {
        return feed + " at " + settled;
    }
}
