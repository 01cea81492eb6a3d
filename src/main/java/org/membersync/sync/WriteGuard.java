package org.membersync.sync;

import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.decision.Change;
import org.membersync.failure.OvertakenException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.state.Claims;

/**
 * The last step before a call: a turn that was taken over writes nothing. Neither system knows whose turn it is, so this is
 * asked as late as can be, after all waiting (behaviour L4).
 */
public class WriteGuard {

    private final Claims claims;
    private final SendingWindow window;

    WriteGuard(Claims claims, SendingWindow window) {
        this.claims = claims;
        this.window = window;
    }

    /**
     * Lets a reading pass, and the write of a turn that is still ours.
     *
     * @param change null for a call that is no member's turn
     * @throws OvertakenException when another process took the turn over
     */
    public void pass(Object request, Change change) {
        boolean writes = !"GET".equals(method(request));
        if (writes && change != null && !change.claimToken().isEmpty()) {
            // By the time before the proof: it holds from then on, however long the database took.
            window.open();
            claims.confirmSending(change);
        } else {
            window.close();
        }
    }

    private static String method(Object request) {
        if (request instanceof HeyLoyaltyRequest heyLoyalty) {
            return heyLoyalty.method();
        }
        return request instanceof BusinessCentralRequest businessCentral ? businessCentral.method() : "POST";
    }
}
