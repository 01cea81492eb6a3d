package org.membersync.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.membersync.businesscentral.Feed;
import org.membersync.businesscentral.FeedPage;
import org.membersync.businesscentral.FeedRow;
import org.membersync.businesscentral.FeedRow.AttributeRow;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.businesscentral.FeedRow.MembershipEntryRow;
import org.membersync.businesscentral.FeedRow.MembershipRow;
import org.membersync.decision.Direction;
import org.membersync.member.Newsletter;
import org.membersync.state.FeedCursor.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns the rows of a page into changes. Changes, directory and watermark are one transaction, so that a page that fails or
 * a process that dies is read again and nothing is lost (behaviour O1). Where another process took pages of the feed meanwhile,
 * the reading goes on from there.
 */
class FeedRecording implements FeedTaking {

    /** Business Central's number of the member table: attributes of other tables are not ours. */
    static final int MEMBER_TABLE = 6060126;

    private static final Logger LOG = LoggerFactory.getLogger(FeedRecording.class);

    private final TransactionTemplate transaction;
    private final Watermarks watermarks;
    private final Directory directory;
    private final ChangeQueue queue;
    private final Duration overlap;

    /** Rows that were changed before are only learnt from; null when all count. */
    private final Instant since;

    FeedRecording(
            TransactionTemplate transaction,
            Watermarks watermarks,
            Directory directory,
            ChangeQueue queue,
            Duration overlap) {
        this(transaction, watermarks, directory, queue, overlap, null);
    }

    private FeedRecording(
            TransactionTemplate transaction,
            Watermarks watermarks,
            Directory directory,
            ChangeQueue queue,
            Duration overlap,
            Instant since) {
        this.transaction = transaction;
        this.watermarks = watermarks;
        this.directory = directory;
        this.queue = queue;
        this.overlap = overlap;
        this.since = since;
    }

    /** The same, queueing only what was changed since that moment. */
    FeedRecording since(Instant moment) {
        return new FeedRecording(transaction, watermarks, directory, queue, overlap, moment);
    }

    @Override
    public FeedCursor take(FeedCursor cursor, FeedPage page, Instant answeredAt) {
        return Collisions.outlive(() -> transaction.execute(status -> {
            FeedCursor now = watermarks.locked(cursor);
            return now.isSamePlace(cursor) ? takeHere(cursor, page, answeredAt) : now;
        }));
    }

    private FeedCursor takeHere(FeedCursor cursor, FeedPage page, Instant answeredAt) {
        if (cursor.phase() == Phase.NEWEST_ROW) {
            return checked(cursor, page);
        }
        if (isEarlierState(cursor, page)) {
            return restarted(cursor, "another row has the position of the last one that was read");
        }
        FeedCursor moved = settle(cursor, page.rows(), answeredAt.minus(overlap));
        watermarks.unseen(cursor.feed(), page.rows()).forEach(row -> take(cursor, moved.settled(), row));
        boolean last = page.nextLink().isEmpty();
        boolean doubtful = isDoubtful(cursor, page);
        watermarks.save(cursor.feed(), moved.settled(), moved.anchorRow(), cursor.primed() || last, last && !doubtful);
        if (doubtful) {
            return moved.at(Phase.NEWEST_ROW, "");
        }
        return page.nextLink().map(link -> moved.at(Phase.NEXT_PAGE, link)).orElseGet(() -> moved.at(Phase.DONE, ""));
    }

    private void take(FeedCursor cursor, long settled, FeedRow row) {
        // Rows behind the settled position do not come back, so they need no mark.
        if (row.position() >= settled) {
            watermarks.markSeen(cursor.feed(), row);
        }
        directory.remember(row);
        boolean isOld = since != null && row.modifiedAt().isBefore(since);
        if (row instanceof MemberRow member && !isOld) {
            queue.changed(Direction.OUTBOUND, row.id(), "feed");
            if (member.newsletter() != Newsletter.YES) {
                queue.aheadOfOthers(row.id());
            }
        } else if (!(row instanceof MemberRow) && !isOld && (cursor.primed() || since != null)) {
            changed(row);
        }
    }

    private void changed(FeedRow row) {
        if (row instanceof MembershipRow) {
            membershipChanged(row.id());
        } else if (row instanceof MembershipEntryRow entry) {
            directory.membershipByEntryNo(entry.membershipEntryNo()).ifPresent(this::membershipChanged);
        } else if (row instanceof AttributeRow attribute && attribute.tableId() == MEMBER_TABLE) {
            directory
                    .memberByEntryNo(attribute.memberEntryNo())
                    .ifPresent(member -> queue.changed(Direction.OUTBOUND, member, "feed"));
        }
    }

    private void membershipChanged(String membershipId) {
        List<String> members = directory.membersOf(membershipId);
        if (members.isEmpty()) {
            queue.changed(Direction.MEMBERSHIP, membershipId, "feed");
        }
        members.forEach(member -> queue.changed(Direction.OUTBOUND, member, "feed"));
    }

    /** Rows are settled once they are older than the overlap by Business Central's own clock: none can come in late behind them. */
    private static FeedCursor settle(FeedCursor cursor, List<FeedRow> rows, Instant settledBefore) {
        FeedCursor moved = cursor;
        for (FeedRow row : rows) {
            if (row.position() > moved.settled() && row.modifiedAt().isBefore(settledBefore)) {
                moved = moved.settledAt(row.position(), Watermarks.mark(row.id()));
            }
        }
        return moved;
    }

    /** Whether not even the row at the settled position came back, so that the newest row must tell where the feed stands. */
    static boolean isDoubtful(FeedCursor cursor, FeedPage page) {
        return page.nextLink().isEmpty()
                && cursor.phase() == Phase.FIRST_PAGE
                && page.rows().isEmpty()
                && cursor.settled() > 0
                && !cursor.feed().isOrderedByTime();
    }

    static boolean isEarlierState(FeedCursor cursor, FeedPage page) {
        return cursor.phase() == Phase.FIRST_PAGE
                && cursor.settled() > 0
                && !cursor.feed().isOrderedByTime()
                && page.rows().stream()
                        .anyMatch(row -> row.position() == cursor.settled()
                                && !Watermarks.mark(row.id()).equals(cursor.anchorRow()));
    }

    private FeedCursor checked(FeedCursor cursor, FeedPage newest) {
        boolean behind = newest.rows().stream().noneMatch(row -> row.position() >= cursor.settled());
        if (behind) {
            return restarted(cursor, "its newest row lies before the last one that was read");
        }
        watermarks.save(cursor.feed(), cursor.settled(), cursor.anchorRow(), true, true);
        return cursor.at(Phase.DONE, "");
    }

    private FeedCursor restarted(FeedCursor cursor, String why) {
        Feed feed = cursor.feed();
        LOG.warn(
                "Feed {} is read again from its beginning: {}. Business Central's database was restored, or its newest row"
                        + " was deleted",
                feed.entitySet(),
                why);
        watermarks.restart(feed);
        return cursor.settledAt(0, "").at(Phase.FIRST_PAGE, "");
    }
}
