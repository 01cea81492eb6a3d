package org.membersync.state;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.membersync.businesscentral.Feed;
import org.membersync.businesscentral.FeedPage;
import org.membersync.businesscentral.FeedRow;
import org.membersync.businesscentral.FeedRow.AttributeRow;
import org.membersync.businesscentral.FeedRow.MemberRow;
import org.membersync.businesscentral.FeedRow.MembershipEntryRow;
import org.membersync.businesscentral.FeedRow.MembershipRow;
import org.membersync.state.FeedCursor.Phase;

/** Collects what the feeds tell, as a reading would queue it, without touching the database (behaviour R3). */
public class PlannedReading implements FeedTaking {

    private final Watermarks watermarks;
    private final Directory directory;
    private final Set<String> members = new LinkedHashSet<>();
    private final Set<String> memberships = new LinkedHashSet<>();
    private final Set<Feed> restarted = EnumSet.noneOf(Feed.class);

    /** @param directory is taught by the rows */
    public PlannedReading(Watermarks watermarks, PlannedDirectory directory) {
        this.watermarks = watermarks;
        this.directory = directory;
    }

    /** The ids of the members that changed, in the order they were told. */
    public synchronized List<String> members() {
        return List.copyOf(members);
    }

    /** The ids of the memberships that changed and whose members are not known. */
    public synchronized List<String> memberships() {
        return List.copyOf(memberships);
    }

    @Override
    public synchronized FeedCursor take(FeedCursor cursor, FeedPage page, Instant answeredAt) {
        if (cursor.phase() == Phase.NEWEST_ROW) {
            boolean behind = page.rows().stream().noneMatch(row -> row.position() >= cursor.settled());
            return behind ? restarted(cursor) : cursor.at(Phase.DONE, "");
        }
        if (FeedRecording.isEarlierState(cursor, page)) {
            return restarted(cursor);
        }
        List<FeedRow> rows =
                restarted.contains(cursor.feed()) ? page.rows() : watermarks.unseen(cursor.feed(), page.rows());
        rows.forEach(row -> take(cursor, row));
        if (FeedRecording.isDoubtful(cursor, page)) {
            return cursor.at(Phase.NEWEST_ROW, "");
        }
        return page.nextLink().map(link -> cursor.at(Phase.NEXT_PAGE, link)).orElseGet(() -> cursor.at(Phase.DONE, ""));
    }

    private FeedCursor restarted(FeedCursor cursor) {
        restarted.add(cursor.feed());
        return cursor.settledAt(0, "").at(Phase.FIRST_PAGE, "");
    }

    private void take(FeedCursor cursor, FeedRow row) {
        directory.remember(row);
        if (row instanceof MemberRow) {
            members.add(row.id());
        } else if (cursor.primed()) {
            changed(row);
        }
    }

    private void changed(FeedRow row) {
        if (row instanceof MembershipRow) {
            membershipChanged(row.id());
        } else if (row instanceof MembershipEntryRow entry) {
            directory.membershipByEntryNo(entry.membershipEntryNo()).ifPresent(this::membershipChanged);
        } else if (row instanceof AttributeRow attribute && attribute.tableId() == FeedRecording.MEMBER_TABLE) {
            directory.memberByEntryNo(attribute.memberEntryNo()).ifPresent(members::add);
        }
    }

    private void membershipChanged(String membershipId) {
        List<String> known = directory.membersOf(membershipId);
        if (known.isEmpty()) {
            memberships.add(membershipId);
        }
        members.addAll(known);
    }
}
