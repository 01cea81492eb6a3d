package org.membersync.operation;

import java.util.List;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** Which entries of activation files are stale or cannot be shown: told, and no ailment of the program. */
class AudiencesHealthIndicator extends AbstractHealthIndicator {

    private final ActivationWork work;

    AudiencesHealthIndicator(ActivationWork work) {
        super("The state of the audiences could not be read");
        this.work = work;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        List<ActivationWork.Row> all = work.all();
        builder.up().withDetail("activations", all.size());
        all.stream()
                .filter(row -> !row.troubles().isEmpty())
                .forEach(row -> builder.withDetail(row.name(), row.troubles()));
    }
}
