package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.ListChanges;
import org.membersync.state.ListCursor;
import org.membersync.state.PlannedList;

/** The steps that read what changed on the HeyLoyalty list. */
public class ListPolling {

    private final HeyLoyaltyRequests requests;
    private final HeyLoyaltyMembers members;
    private final ListChanges changes;
    private final int pageSize;

    ListPolling(HeyLoyaltyRequests requests, HeyLoyaltyMembers members, ListChanges changes, int pageSize) {
        this.requests = requests;
        this.members = members;
        this.changes = changes;
        this.pageSize = pageSize;
    }

    /** A reading from where the last one began. */
    public ListCursor begin() {
        return changes.begin();
    }

    /** Asks for the next page. */
    public HeyLoyaltyRequest request(ListCursor cursor) {
        return requests.lastUpdated(cursor.page(), pageSize);
    }

    /** Takes the page and says where to go on; {@code plan} is null but in a plan, which only collects. */
    public ListCursor take(ListCursor cursor, JsonNode answer, PlannedList plan) {
        List<HeyLoyaltyMember> page = members.readPage(answer);
        return changes.take(cursor, page, page.size() >= pageSize, plan);
    }
}
