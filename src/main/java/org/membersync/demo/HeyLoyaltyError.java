package org.membersync.demo;

import java.util.Map;

/** A refusal of the simulated HeyLoyalty. */
final class HeyLoyaltyError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    HeyLoyaltyError(int status, String message) {
        super(message);
        this.status = status;
    }

    /** What was sent is not acceptable: 400. */
    static HeyLoyaltyError invalid(String message) {
        return new HeyLoyaltyError(400, message);
    }

    static HeyLoyaltyError notFound() {
        return new HeyLoyaltyError(404, "Not Found");
    }

    Answer answer() {
        return status == 400
                ? Answer.json(400, Map.of("error", getMessage()))
                : Answer.json(status, Map.of("message", getMessage(), "code", status));
    }
}
