package org.membersync.operation.routes;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * DOWN while the route files in the folder are refused: the old ones still work, so that readiness and liveness do not ask it.
 */
class RoutesHealthIndicator extends AbstractHealthIndicator {

    private final RouteReload reload;

    RoutesHealthIndicator(RouteReload reload) {
        this.reload = reload;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail("files", reload.loadedFiles().size());
        reload.lastRefusal().ifPresent(refusal -> builder.down()
                .withDetail("refusedAt", refusal.time().toString())
                .withDetail("refusal", refusal.text()));
    }
}
