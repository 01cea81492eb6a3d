package org.membersync.operation;

import java.util.List;
import javax.management.openmbean.TabularData;
import org.membersync.population.PopulationRuns;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The runs over whole populations, for Hawtio's JMX page. */
@ManagedResource(objectName = "org.membersync:type=Runs", description = "The runs over whole populations")
public class RunsMBean {

    private static final int SHOWN = 20;

    private final PopulationRuns runs;

    RunsMBean(PopulationRuns runs) {
        this.runs = runs;
    }

    @ManagedAttribute(description = "The newest runs, and how many differences each found, by kind")
    public TabularData getLatest() {
        List<Object[]> rows = runs.latest(SHOWN).stream()
                .map(run -> new Object[] {
                    run.id(),
                    run.kind(),
                    run.state(),
                    run.startedAt(),
                    run.endedAt(),
                    run.startedBy(),
                    run.reading(),
                    run.rowsRead(),
                    run.counts().differences(),
                    run.counts().queued(),
                    run.message()
                })
                .toList();
        return JmxTable.of(
                "runs",
                rows,
                "run",
                "kind",
                "state",
                "started",
                "ended",
                "by",
                "reading",
                "rowsRead",
                "differences",
                "queued",
                "message");
    }
}
