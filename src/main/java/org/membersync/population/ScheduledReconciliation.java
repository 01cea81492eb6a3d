package org.membersync.population;

import java.util.Map;
import org.membersync.population.PopulationRuns.Repair;
import org.membersync.state.Run;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The comparison that a clock asks for; what it queues is worked on as every change is. */
public class ScheduledReconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledReconciliation.class);

    private final PopulationRuns runs;
    private final boolean repairs;

    /** @param repairs whether it queues what differs: the setting {@code membersync.schedules.reconcile-repairs} */
    ScheduledReconciliation(PopulationRuns runs, boolean repairs) {
        this.runs = runs;
        this.repairs = repairs;
    }

    /** Compares both populations and says in one line what came of it. */
    public void bySchedule() {
        Run run = runs.reconcile(repairs ? Repair.QUEUE : Repair.NONE, "schedule", PopulationProgress.SILENT);
        Map<String, Long> differences = run.counts().differences();
        if (differences.isEmpty()) {
            LOG.info("Both populations are equal ({})", run.counts().compared());
        } else if (repairs) {
            LOG.warn(
                    "The populations differ {}, {} change(s) are queued",
                    differences,
                    run.counts().queued());
        } else {
            LOG.warn(
                    "The populations differ {}: \"runs show {}\" names them, \"reconcile --repair\" mends them",
                    differences,
                    run.id());
        }
    }
}
