package org.membersync.flow;

import java.time.Duration;
import org.membersync.demo.Fault;

/** What goes wrong with one call. */
enum Trouble {
    RESET_BEFORE(Fault.resetBefore()),
    RESET_AFTER(Fault.resetAfter()),
    UNAUTHORIZED(Fault.status(401)),
    NOT_FOUND(Fault.status(404)),
    CONFLICT(Fault.status(409)),
    TOO_MANY(Fault.status(429)),
    TOO_MANY_FOR_A_SECOND(Fault.status(429).retryAfter("1")),
    FAILED(Fault.status(500)),
    UNAVAILABLE(Fault.status(503)),
    SLOW(Fault.delay(Duration.ofMillis(1800))),
    CUT(Fault.cutBody()),
    WEB_PAGE(Fault.html());

    /** How long the program waits for an answer in the tests with {@link #SLOW}. */
    static final Duration RESPONSE_TIMEOUT = Duration.ofMillis(1500);

    private final Fault fault;

    Trouble(Fault fault) {
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
