package org.membersync.population;

import org.membersync.businesscentral.Feed;

/**
 * Where the reading of one side's pages stands; the body that goes round in the reading route.
 *
 * @param pages what is read
 * @param readTo a position of a feed, or the number of the list's last page that was read
 * @param rowsRead rows before that
 * @param nextLink where a feed goes on, empty at its beginning and after an interruption
 * @param expected how many rows there may be, by an earlier run; 0 when none tells
 */
public record PopulationCursor(
        long runId, Pages pages, long readTo, long rowsRead, String nextLink, boolean isOpen, long expected) {

    /** What is read, in this order: attributes first, members last, so that no member is missed for want of an attribute. */
    public enum Pages {
        ATTRIBUTES(Feed.ATTRIBUTE_VALUE_SETS, "Reading attributes from Business Central"),
        MEMBERS(Feed.MM_MEMBER, "Reading members from Business Central"),
        ENTRIES(null, "Reading the list from HeyLoyalty");

        private final Feed feed;
        private final String title;

        Pages(Feed feed, String title) {
            this.feed = feed;
            this.title = title;
        }

        String title() {
            return title;
        }

        Feed feed() {
            return feed;
        }
    }

    /** Whether the list is read, and not Business Central. */
    public boolean isList() {
        return pages == Pages.ENTRIES;
    }

    PopulationCursor next(long to, long rows, String link, boolean more) {
        return new PopulationCursor(runId, pages, to, rowsRead + rows, link, more, expected);
    }

    @Override
    public String toString() {
        return pages + " of run " + runId + " at " + readTo;
    }
}
