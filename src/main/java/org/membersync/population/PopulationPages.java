package org.membersync.population;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.membersync.failure.FailureClassifier;
import org.membersync.failure.TransientException;
import org.membersync.settings.RetrySettings;
import org.membersync.state.FeedReading;
import org.membersync.state.Run;
import org.membersync.state.Runs;

/** Has the routes read the pages; trouble that waiting can cure does not end a reading of thousands of pages. */
class PopulationPages {

    private final ProducerTemplate camel;
    private final Runs runs;
    private final FeedReading feeds;
    private final FailureClassifier classifier;
    private final RetrySettings retry;
    private final Duration overlap;

    PopulationPages(
            ProducerTemplate camel,
            Runs runs,
            FeedReading feeds,
            FailureClassifier classifier,
            RetrySettings retry,
            Duration overlap) {
        this.camel = camel;
        this.runs = runs;
        this.feeds = feeds;
        this.classifier = classifier;
        this.retry = retry;
        this.overlap = overlap;
    }

    /** Reads what the list says of its fields. */
    void readList() {
        run("direct:read-heyloyalty-list", "", Map.of());
    }

    /** Reads both populations to their ends, from where the run stands. */
    void read(long runId, PopulationProgress progress) {
        int failed = 0;
        Run before = runs.find(runId).orElseThrow();
        while (true) {
            try {
                run("direct:read-populations", runId, Map.of("populationProgress", progress));
                return;
            } catch (RuntimeException failure) {
                Run now = runs.find(runId).orElseThrow();
                boolean gotOn = !now.reading().equals(before.reading()) || now.readTo() != before.readTo();
                failed = gotOn ? 1 : failed + 1;
                before = now;
                if (!classifier.isTransient(failure) || failed >= retry.maxAttempts()) {
                    throw failure;
                }
                pause(failed, classifier.retryAfter(failure).orElse(Duration.ZERO));
            }
        }
    }

    /**
     * Lets the polls begin where the run began: what the feeds tell of the time before is in the populations.
     *
     * @param since when the run began
     */
    void learnFeeds(Instant since, PopulationProgress progress) {
        progress.at("Reading the feeds of Business Central", 0, 0);
        run("direct:read-bc-feeds", "", Map.of("taking", feeds.learning(since.minus(overlap))));
    }

    private void pause(int failed, Duration retryAfter) {
        long doubled = retry.firstDelay().toMillis() << Math.min(failed - 1, 20);
        long plain = Math.min(doubled, retry.maxDelay().toMillis());
        try {
            Thread.sleep(Math.max(plain, retryAfter.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException("interrupted", "The reading was interrupted: the next run reads again", e);
        }
    }

    private void run(String route, Object body, Map<String, Object> variables) {
        Exchange exchange = camel.send(route, sent -> {
            sent.getMessage().setBody(body);
            variables.forEach(sent::setVariable);
        });
        if (exchange.getException() instanceof RuntimeException failure) {
            throw failure;
        }
        if (exchange.getException() != null) {
            throw new CamelExecutionException("The route " + route + " failed", exchange, exchange.getException());
        }
    }
}
