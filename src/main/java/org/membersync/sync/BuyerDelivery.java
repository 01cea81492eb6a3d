package org.membersync.sync;

import org.membersync.decision.BuyerCase;
import org.membersync.decision.BuyerDecider;
import org.membersync.decision.Decision;
import org.membersync.decision.Outcome;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.state.Buyers;
import org.membersync.state.Claims;

/** The steps that decide and write for a buyer; the requests are those of members. */
public class BuyerDelivery {

    private final BuyerDecider decider = new BuyerDecider();
    private final ListCache list;
    private final BookingMappingStore mapping;
    private final Buyers buyers;
    private final Claims claims;

    BuyerDelivery(ListCache list, BookingMappingStore mapping, Buyers buyers, Claims claims) {
        this.list = list;
        this.mapping = mapping;
        this.buyers = buyers;
        this.claims = claims;
    }

    /** What is written, and why. */
    public Decision decide(BuyerCase buyerCase) {
        return decider.decide(buyerCase, mapping.current(), list.current());
    }

    /** Whether an entry is to be changed, which is read once more right before: an update would re-activate it. */
    public boolean isUpdate(Decision decision) {
        return decision.outcome() == Outcome.UPDATE;
    }

    /** Notes the making of an entry: after a lost answer, or when HeyLoyalty tells of it first, it is known for ours. */
    public void announce(BuyerCase buyerCase, Decision decision) {
        if (decision.outcome() == Outcome.CREATE) {
            claims.whileOurs(
                    buyerCase.change(), () -> buyers.announce(buyerCase.change().memberId()));
        }
    }

    /**
     * The entry that we made, now or in an earlier try; null for none.
     *
     * @param createdId the one that was made now, null for none
     */
    public String madeId(BuyerCase buyerCase, Decision decision, String createdId) {
        if (createdId != null) {
            return createdId;
        }
        return decider.isMadeByUs(buyerCase, mapping.current(), list.current()) ? decision.heyLoyaltyId() : null;
    }
}
