package org.membersync.operation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.membersync.decision.Decision;
import org.membersync.state.ChangeQueue;

/** Figures for Prometheus; no label ever names a member. */
public class SyncMetrics {

    /** So much longer than counting the queue took, the count serves: of a million open changes it takes seconds. */
    private static final long SERVES_TIMES = 20;

    private final MeterRegistry registry;
    private final ChangeQueue queue;
    private final Standstills standstills;
    private final Map<String, AtomicLong> depth = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> parked = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> still = new ConcurrentHashMap<>();

    private volatile long countServesUntil = System.nanoTime();

    SyncMetrics(MeterRegistry registry, ChangeQueue queue, Standstills standstills) {
        this.registry = registry;
        this.queue = queue;
        this.standstills = standstills;
    }

    /** Counts one decision by its outcome. */
    public void count(Decision decision) {
        registry.counter(
                        "membersync.decisions",
                        "outcome",
                        decision.outcome().name().toLowerCase(java.util.Locale.ROOT))
                .increment();
    }

    /**
     * Takes the numbers of parked members, and counts the queue and what stands still.
     *
     * @param rows {@code reason} and {@code members} of each reason there is
     */
    public void measure(List<Map<String, Object>> rows) {
        parked.values().forEach(gauge -> gauge.set(0));
        rows.forEach(row -> gauge(parked, "membersync.parked", "reason", String.valueOf(row.get("reason")))
                .set(((Number) row.get("members")).longValue()));
        countQueue();
        still.values().forEach(gauge -> gauge.set(0));
        standstills.now().forEach(one -> gauge(still, "membersync.standstill", "name", one.name())
                .set(1));
    }

    private void countQueue() {
        long begun = System.nanoTime();
        if (begun - countServesUntil < 0) {
            return;
        }
        queue.depth().forEach((state, members) -> gauge(depth, "membersync.queue", "state", state)
                .set(members));
        long ended = System.nanoTime();
        countServesUntil = ended + SERVES_TIMES * (ended - begun);
    }

    /** How many members are parked, as last measured. */
    public long parked() {
        return parked.values().stream().mapToLong(AtomicLong::get).sum();
    }

    private AtomicLong gauge(Map<String, AtomicLong> gauges, String name, String label, String value) {
        return gauges.computeIfAbsent(value, key -> {
            AtomicLong number = new AtomicLong();
            Gauge.builder(name, number, AtomicLong::get).tag(label, key).register(registry);
            return number;
        });
    }
}
