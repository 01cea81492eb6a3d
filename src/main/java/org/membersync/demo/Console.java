package org.membersync.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sums up now and then what the synchronization did, in one log line, while anything happens. */
final class Console implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private static final Map<String, String> WORDS = Map.of(
            "CREATE", "created",
            "UPDATE", "updated",
            "UNSUBSCRIBE", "unsubscribed",
            "ERASE", "erased",
            "LINK", "linked",
            "WITHDRAW", "withdrawn in Business Central",
            "PARKED", "parked");

    private final SimulatedHeyLoyalty heyLoyalty;
    private final StepCheck check;
    private final Ledger ledger;
    private final ChangeQueue queue;
    private final Failures failures;
    private final Clock clock;
    private Instant since;
    private String lastSeen = "";
    private ScheduledExecutorService timer;

    Console(
            SimulatedHeyLoyalty heyLoyalty,
            StepCheck check,
            Ledger ledger,
            ChangeQueue queue,
            Failures failures,
            Clock clock) {
        this.heyLoyalty = heyLoyalty;
        this.check = check;
        this.ledger = ledger;
        this.queue = queue;
        this.failures = failures;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Sums up at each interval; does nothing when it runs already. */
    synchronized void start(Duration interval) {
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "demo-console");
                thread.setDaemon(true);
                return thread;
            });
            timer.scheduleAtFixedRate(this::tick, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        try {
            String summary = summary();
            if (!summary.isEmpty()) {
                LOG.info("{}", summary);
            }
        } catch (RuntimeException e) {
            // A scheduled task that throws would never run again.
            LOG.error("The demo could not sum up", e);
        }
    }

    /** What was done since the last call, and how things are now; empty when nothing happened. */
    synchronized String summary() {
        Instant now = clock.instant();
        List<String> parts = new ArrayList<>();
        Map<String, Long> outcomes = ledger.outcomesSince(since);
        WORDS.keySet().stream()
                .sorted()
                .filter(outcomes::containsKey)
                .forEach(outcome -> parts.add(outcomes.get(outcome) + " " + WORDS.get(outcome)));
        long waiting =
                queue.depth().values().stream().mapToLong(Long::longValue).sum();
        int parked = failures.open().size();
        String state = waiting + " waiting" + (parked == 0 ? "" : ", " + parked + " parked") + ". " + check.compare()
                + "; Heybooking: " + heyLoyalty.bookings().size() + " bookings";
        if (parts.isEmpty() && state.equals(lastSeen)) {
            return "";
        }
        since = now;
        lastSeen = state;
        return "=== " + (parts.isEmpty() ? "no writes" : String.join(", ", parts)) + "; " + state;
    }

    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
