package org.membersync.sync;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.membersync.failure.FailureClassifier;

/**
 * Trouble that a moment can cure: it is tried again in place, at least as late as {@code Retry-After} asks (behaviour L1). As
 * a processor it makes the redelivery policy wait that long.
 */
public class BriefTrouble implements Processor {

    /** Longer waits leave the worker to other members. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final FailureClassifier classifier;

    BriefTrouble(FailureClassifier classifier) {
        this.classifier = classifier;
    }

    /** Whether waiting in place is worth it: transient, not shielded by a breaker, nobody else's turn, and asked to wait seconds at most. */
    public boolean isBrief(Exception failure) {
        return classifier.isTransient(failure)
                && !classifier.isShielded(failure)
                && !classifier.isOvertaken(failure)
                && classifier.retryAfter(failure).orElse(Duration.ZERO).compareTo(LONGEST) <= 0;
    }

    @Override
    public void process(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        classifier
                .retryAfter(failure)
                .ifPresentOrElse(
                        wait -> exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis()),
                        () -> exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY));
    }
}
