package org.membersync.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.membersync.failure.AccessException;
import org.membersync.failure.OtherAccountException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SyncException;

/**
 * Carries a refusal out of a circuit breaker: Camel's breaker counts every exception as an outage, and goes on as if nothing
 * had happened after one that it is told to ignore.
 */
public class Answers {

    /** The answer, or the refusal it is; transient trouble is thrown, so that the breaker counts it. */
    static Object orRefusal(Supplier<JsonNode> reading) {
        try {
            return reading.get();
        } catch (PermanentException | AccessException | OtherAccountException refusal) {
            return refusal;
        }
    }

    /**
     * The answer.
     *
     * @throws SyncException when it is a refusal
     */
    public JsonNode orThrow(Object answer) {
        if (answer instanceof SyncException refusal) {
            throw refusal;
        }
        return (JsonNode) answer;
    }
}
