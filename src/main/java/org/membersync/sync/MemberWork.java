package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.camel.CamelContext;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.CodeLists;
import org.membersync.decision.Change;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Directory;
import org.membersync.state.DueChanges;
import org.membersync.state.ReceivingLoad;

/** The steps that hand out the due changes. */
public class MemberWork {

    private final ChangeQueue queue;
    private final Directory directory;
    private final BusinessCentralRequests requests;
    private final ReceivingLoad load;
    private final CamelContext context;

    MemberWork(
            ChangeQueue queue,
            Directory directory,
            BusinessCentralRequests requests,
            ReceivingLoad load,
            CamelContext context) {
        this.queue = queue;
        this.directory = directory;
        this.requests = requests;
        this.load = load;
        this.context = context;
    }

    /**
     * The due changes, each claimed as it is handed out; ends early when the program stops.
     *
     * @param hurry whether the settle delay is not awaited; null for no
     */
    public DueChanges due(Boolean hurry) {
        return queue.due(!Boolean.TRUE.equals(hurry)).until(this::isStopping).paced(load::stepBack);
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
