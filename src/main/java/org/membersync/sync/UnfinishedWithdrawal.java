package org.membersync.sync;

import org.membersync.decision.Change;
import org.membersync.decision.InboundCase;
import org.membersync.failure.FailureClassifier;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is owed to somebody whose no crossed an update of ours, which re-activated them, when their turn fails: their entry goes
 * off the list at once, and does not wait until Business Central takes their no (quality P2). The next turn finds the entry
 * unsubscribed, and carries that to Business Central.
 */
public class UnfinishedWithdrawal {

    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedWithdrawal.class);

    private final FailureClassifier classifier;
    private final HeyLoyaltyRequests requests;

    UnfinishedWithdrawal(FailureClassifier classifier, HeyLoyaltyRequests requests) {
        this.classifier = classifier;
        this.requests = requests;
    }

    /**
     * Whether the entry is to go off the list.
     *
     * @param inbound what the turn read, null for a turn of another direction or one that read nothing
     * @param failure why the turn failed; one that was overtaken leaves this to its successor
     */
    public boolean isOpen(Change change, InboundCase inbound, Exception failure) {
        return inbound != null
                && !change.claimToken().isEmpty()
                && inbound.entry() != null
                && inbound.entry().isActive()
                && inbound.told().crossed()
                && !classifier.isOvertaken(failure);
    }

    /** The call that takes the entry off the list. */
    public HeyLoyaltyRequest request(InboundCase inbound) {
        return requests.unsubscribe(inbound.entry().id());
    }

    /** Tells of it. */
    public void done(Change change) {
        LOG.info(
                "{}: unsubscribed again in HeyLoyalty, because their no crossed an update of ours; Business Central is told"
                        + " when their turn gets through",
                change.subject());
    }

    /** Tells that it did not get through either; the turn's next try does it again. */
    public void failed(Change change, Exception failure) {
        LOG.warn(
                "{}: their no crossed an update of ours, and they could not be unsubscribed again in HeyLoyalty: {}",
                change.subject(),
                classifier.describe(failure));
    }
}
