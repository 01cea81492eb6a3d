package org.membersync.operation.mappings;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * DOWN while the mapping files in the folder are refused: the old ones still work, so that readiness and liveness do not ask
 * it.
 */
class MappingsHealthIndicator extends AbstractHealthIndicator {

    private final MappingReload reload;

    MappingsHealthIndicator(MappingReload reload) {
        this.reload = reload;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail("fields", reload.fields());
        reload.lastRefusal().ifPresent(refusal -> builder.down()
                .withDetail("refusedAt", refusal.time().toString())
                .withDetail("refusal", refusal.text()));
    }
}
