package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.CodeLists;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.heyloyalty.ListCache;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Directory;
import org.membersync.state.DueChanges;
import org.membersync.state.ReceivingLoad;

/** The steps that hand out the due changes. */
public class MemberWork {

    /** What asks nothing of the list's fields, or as withdrawals do not. */
    private static final Set<Direction> WITHOUT_LIST = EnumSet.of(Direction.INBOUND, Direction.BATCH);

    private final ChangeQueue queue;
    private final ListCache list;
    private final Directory directory;
    private final BusinessCentralRequests requests;
    private final ReceivingLoad load;
    private final CamelContext context;

    MemberWork(
            ChangeQueue queue,
            ListCache list,
            Directory directory,
            BusinessCentralRequests requests,
            ReceivingLoad load,
            CamelContext context) {
        this.queue = queue;
        this.list = list;
        this.directory = directory;
        this.requests = requests;
        this.load = load;
        this.context = context;
    }

    /**
     * The due changes, each claimed as it is handed out; ends early when the program stops. While the list cannot be read, or
     * lacks mapped fields, nothing goes there, and what people said there goes on (quality P2).
     *
     * @param hurry whether the settle delay is not awaited; null for no
     */
    public DueChanges due(Boolean hurry) {
        Set<Direction> which = list.isUnfit() ? WITHOUT_LIST : EnumSet.allOf(Direction.class);
        return queue.due(!Boolean.TRUE.equals(hurry), which)
                .until(this::isStopping)
                .paced(load::stepBack);
    }

    /** Tells whoever called of a failure that kept only some of the work waiting; null for none. */
    public void orThrow(Exception failure) throws Exception {
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether anything is due. */
    public boolean isDue(Boolean hurry) {
        return queue.isDue(!Boolean.TRUE.equals(hurry));
    }

    /** The members of a membership as far as they are known without asking. */
    public List<String> knownMembers(Change change) {
        return directory.membersOf(change.memberId());
    }

    /** Asks who belongs to the membership. */
    public BusinessCentralRequest membersRequest(Change change) {
        return requests.membershipMembers(change.memberId());
    }

    /** The ids of the members in the answer. */
    public List<String> memberIds(JsonNode answer) {
        return new CodeLists().memberIds(answer);
    }

    private boolean isStopping() {
        return context.isStopping() || context.isStopped() || context.isSuspending();
    }
}
