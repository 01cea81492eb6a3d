package org.membersync.operation.mappings;

import org.membersync.mapping.MappingFileException;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The mapping in force, for Hawtio's JMX page. */
@ManagedResource(objectName = "org.membersync:type=Mappings", description = "The mapping in force")
public class MappingsMBean {

    private final MappingReload reload;

    MappingsMBean(MappingReload reload) {
        this.reload = reload;
    }

    @ManagedAttribute(description = "The mapping file in force")
    public String getFile() {
        return reload.fileName();
    }

    @ManagedAttribute(description = "How many fields are mapped")
    public int getFields() {
        return reload.fields();
    }

    @ManagedAttribute(description = "When and why the last change was refused; empty when it was taken")
    public String getLastRefusal() {
        return reload.lastRefusal()
                .map(refusal -> refusal.time() + "\n" + refusal.text())
                .orElse("");
    }

    /** Takes the files that are now in the folder, also when live reload is off, and says what came of it. */
    @ManagedOperation(description = "Puts the mapping files that are now in the folder in force")
    public String reload() {
        try {
            reload.reload();
            return reload.fields() + " fields in force";
        } catch (MappingFileException e) {
            return "refused, the mapping in force stays:\n" + e.getMessage();
        }
    }
}
