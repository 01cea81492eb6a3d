package org.membersync.businesscentral;

import java.util.List;
import java.util.Optional;

/**
 * A page of a feed.
 *
 * @param rows in the feed's order
 * @param nextLink where the feed goes on, for {@link BusinessCentralRequests#nextPage}; empty on the last page
 */
public record FeedPage(List<FeedRow> rows, Optional<String> nextLink) {

    public FeedPage {
        rows = List.copyOf(rows);
    }
}
