package org.membersync.state;

import java.time.Instant;
import org.membersync.businesscentral.FeedPage;

/** Takes the pages of a feed. */
public interface FeedTaking {

    /**
     * Takes one page and says where to go on.
     *
     * @param answeredAt Business Central's own clock when it answered
     */
    FeedCursor take(FeedCursor cursor, FeedPage page, Instant answeredAt);
}
