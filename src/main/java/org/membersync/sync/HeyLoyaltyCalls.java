package org.membersync.sync;

import java.util.function.Function;
import org.membersync.heyloyalty.HeyLoyaltyAnswers;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.Signature;
import org.membersync.heyloyalty.SignedHeaders;

/** The step behind each call to HeyLoyalty. */
public class HeyLoyaltyCalls {

    private final HeyLoyaltyAnswers answers;
    private final Function<String, Signature> signatures;

    /** @param signatures of each account by its settings entry, that of the members' list by an empty name */
    HeyLoyaltyCalls(HeyLoyaltyAnswers answers, Function<String, Signature> signatures) {
        this.answers = answers;
        this.signatures = signatures;
    }

    /** The headers that authorise the request, which is sent now. */
    public SignedHeaders sign(HeyLoyaltyRequest request) {
        return signatures.apply(request.account()).sign();
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
