package org.membersync.operation;

import io.micrometer.core.instrument.MeterRegistry;
import org.membersync.audience.AudienceCase;
import org.membersync.audience.AudienceDelivery;

/** Figures of audiences for Prometheus; no label ever names a person. */
public class AudienceMetrics {

    private final MeterRegistry registry;
    private final AudienceDelivery delivery;

    AudienceMetrics(MeterRegistry registry, AudienceDelivery delivery) {
        this.registry = registry;
        this.delivery = delivery;
    }

    /** Counts one turn by what came of it. */
    public void count(AudienceCase audience) {
        registry.counter("membersync.audience.turns", "outcome", delivery.outcome(audience))
                .increment();
    }
}
