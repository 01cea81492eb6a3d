package org.membersync.state;

import java.time.Instant;

/**
 * Where a reading of the HeyLoyalty list stands: newest changes first, page after page, until what is known already.
 *
 * @param page the page to ask for next, from 1
 * @param since entries changed before it are known already; null at the very first reading, which only learns where the list
 *     stands
 * @param settled whether all up to {@code since} was known for so long that nothing before it shows late any more
 * @param newest the newest change that this reading saw, null before the first page
 * @param isOpen whether there is more to read
 */
public record ListCursor(int page, Instant since, boolean settled, Instant newest, boolean isOpen) {

    ListCursor next(Instant newestSeen) {
        return new ListCursor(page + 1, since, settled, newestSeen, true);
    }

    ListCursor closed(Instant newestSeen) {
        return new ListCursor(page, since, settled, newestSeen, false);
    }
}
