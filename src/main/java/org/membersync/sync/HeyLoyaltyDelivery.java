package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import org.membersync.decision.AnnouncedWrite;
import org.membersync.decision.Decider;
import org.membersync.decision.Decision;
import org.membersync.decision.MemberCase;
import org.membersync.decision.Outcome;
import org.membersync.decision.SentWrite;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.heyloyalty.ListCache;
import org.membersync.state.AnnouncedWrites;
import org.membersync.state.Claims;
import org.membersync.sync.ListContacts.ListContact;

/** The steps that decide and write. */
public class HeyLoyaltyDelivery {

    private final Decider decider;
    private final HeyLoyaltyRequests requests;
    private final HeyLoyaltyMembers members;
    private final ListCache list;
    private final ListContacts contacts;
    private final AnnouncedWrites announcedWrites;
    private final Claims claims;
    private final Clock clock;

    HeyLoyaltyDelivery(
            Decider decider,
            HeyLoyaltyRequests requests,
            HeyLoyaltyMembers members,
            ListCache list,
            ListContacts contacts,
            AnnouncedWrites announcedWrites,
            Claims claims,
            Clock clock) {
        this.decider = decider;
        this.requests = requests;
        this.members = members;
        this.list = list;
        this.contacts = contacts;
        this.announcedWrites = announcedWrites;
        this.claims = claims;
        this.clock = clock;
    }

    /** What is written, and why. */
    public Decision decide(MemberCase memberCase) {
        return decider.decide(memberCase, list.current());
    }

    /** Notes a write that could not be told from others' after a lost answer or a crash (behaviour L3, L4). */
    public void announce(MemberCase memberCase, Decision decision) {
        if (memberCase.member() != null) {
            claims.decided(memberCase.change(), SentWrite.of(memberCase, decision));
        }
        boolean subscribes = decision.outcome() == Outcome.CREATE || decision.outcome() == Outcome.UPDATE;
        ListContact contact = subscribes ? contacts.of(memberCase) : new ListContact("", "");
        AnnouncedWrite.of(memberCase, decision, clock.instant(), contact.field(), contact.value())
                .ifPresent(write -> claims.whileOurs(
                        memberCase.change(),
                        () -> announcedWrites.announce(memberCase.change().memberId(), write)));
    }

    /** The one call that carries the decision out. */
    public HeyLoyaltyRequest request(Decision decision) {
        return switch (decision.outcome()) {
            case CREATE -> requests.create(decision.write(), list.current());
            case UPDATE -> requests.update(decision.heyLoyaltyId(), decision.write(), list.current());
            case UNSUBSCRIBE -> requests.unsubscribe(decision.heyLoyaltyId());
            case ERASE -> requests.erase(decision.heyLoyaltyId());
            case LINK, IN_STEP, NOT_SENT, WITHHELD, WITHDRAW, SUBSCRIBE_MEMBER, UPDATE_MEMBER, CREATE_MEMBER, UNLINK ->
                throw new IllegalStateException(decision.outcome() + " writes nothing");
        };
    }

    /**
     * Whether HeyLoyalty may answer the call with 404 although it is done: the erasure of an entry that was not active when it
     * was read. Of an active one it says that something else is wrong, and nobody is taken for removed.
     */
    public boolean mayBeDoneAlready(MemberCase memberCase, Decision decision) {
        return decision.outcome() == Outcome.ERASE
                && (memberCase.linked() == null || !memberCase.linked().isActive());
    }

    /** The call that erases an entry of the list. */
    public HeyLoyaltyRequest eraseRequest(String heyLoyaltyId) {
        return requests.erase(heyLoyaltyId);
    }

    /** The id of a member that was just created, null for every other outcome. */
    public String createdId(Decision decision, JsonNode answer) {
        return decision.outcome() == Outcome.CREATE ? members.createdId(answer) : null;
    }
}
