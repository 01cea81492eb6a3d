package org.membersync.population;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.membersync.state.Difference.Kind;

/** How many differences the last reconciliation found, by kind; no label ever names a member. */
class DifferenceGauges {

    private final Map<Kind, AtomicLong> byKind = new EnumMap<>(Kind.class);

    DifferenceGauges(MeterRegistry registry) {
        for (Kind kind : Kind.values()) {
            AtomicLong number = new AtomicLong();
            Gauge.builder("membersync.differences", number, AtomicLong::get)
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(registry);
            byKind.put(kind, number);
        }
    }

    /** @param found by kind in lower case; a kind that is absent was not found */
    void set(Map<String, Long> found) {
        byKind.forEach(
                (kind, number) -> number.set(found.getOrDefault(kind.name().toLowerCase(Locale.ROOT), 0L)));
    }
}
