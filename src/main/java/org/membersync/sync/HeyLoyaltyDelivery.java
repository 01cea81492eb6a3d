package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import org.membersync.decision.Decider;
import org.membersync.decision.Decision;
import org.membersync.decision.MemberCase;
import org.membersync.decision.Outcome;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.heyloyalty.ListCache;

/** The steps that decide and write. */
public class HeyLoyaltyDelivery {

    private final Decider decider;
    private final HeyLoyaltyRequests requests;
    private final HeyLoyaltyMembers members;
    private final ListCache list;

    HeyLoyaltyDelivery(Decider decider, HeyLoyaltyRequests requests, HeyLoyaltyMembers members, ListCache list) {
        this.decider = decider;
        this.requests = requests;
        this.members = members;
        this.list = list;
    }

    /** What is written, and why. */
    public Decision decide(MemberCase memberCase) {
        return decider.decide(memberCase, list.current());
    }

    /** The one call that carries the decision out. */
    public HeyLoyaltyRequest request(Decision decision) {
        return switch (decision.outcome()) {
            case CREATE -> requests.create(decision.write(), list.current());
            case UPDATE -> requests.update(decision.heyLoyaltyId(), decision.write(), list.current());
            case UNSUBSCRIBE -> requests.unsubscribe(decision.heyLoyaltyId());
            case ERASE -> requests.erase(decision.heyLoyaltyId());
            case LINK, IN_STEP, NOT_SENT, WITHHELD ->
                throw new IllegalStateException(decision.outcome() + " writes nothing");
        };
    }

    /** The id of a member that was just created, null for every other outcome. */
    public String createdId(Decision decision, JsonNode answer) {
        return decision.outcome() == Outcome.CREATE ? members.createdId(answer) : null;
    }
}
