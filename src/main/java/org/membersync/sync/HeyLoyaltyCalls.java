package org.membersync.sync;

import org.membersync.heyloyalty.HeyLoyaltyAnswers;
import org.membersync.heyloyalty.HeyLoyaltyRequest;

/** The step behind each call to HeyLoyalty. */
public class HeyLoyaltyCalls {

    private final HeyLoyaltyAnswers answers;

    HeyLoyaltyCalls(HeyLoyaltyAnswers answers) {
        this.answers = answers;
    }

    /**
     * The body of a good answer, or the refusal it is.
     *
     * @throws org.membersync.failure.TransientException when asking again can help
     */
    public Object read(HeyLoyaltyRequest request, int status, String retryAfter, String date, String body) {
        return Answers.orRefusal(() -> answers.read(request, status, retryAfter, date, body));
    }
}
