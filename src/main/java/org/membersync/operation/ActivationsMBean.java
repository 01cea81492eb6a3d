package org.membersync.operation;

import java.util.List;
import javax.management.openmbean.TabularData;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The activations of audiences, for Hawtio's JMX page. */
@ManagedResource(objectName = "org.membersync:type=Activations", description = "The activations of audiences")
public class ActivationsMBean {

    private final ActivationWork work;

    ActivationsMBean(ActivationWork work) {
        this.work = work;
    }

    @ManagedAttribute(description = "Each activation with how many persons of its list wait, failed or are not on it")
    public TabularData getActivations() {
        List<Object[]> rows = work.all().stream()
                .map(row -> new Object[] {
                    row.name(),
                    row.list(),
                    row.audiences(),
                    row.attributes(),
                    row.told(),
                    row.absent(),
                    row.waiting(),
                    row.parked(),
                    String.join("\n", row.troubles())
                })
                .toList();
        return JmxTable.of(
                "activations",
                rows,
                "activation",
                "list",
                "audiences",
                "attributes",
                "told",
                "absent",
                "waiting",
                "parked",
                "troubles");
    }
}
