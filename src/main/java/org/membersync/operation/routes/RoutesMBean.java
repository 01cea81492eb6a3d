package org.membersync.operation.routes;

import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** The route files in service, for Hawtio's JMX page. */
@ManagedResource(objectName = "org.membersync:type=Routes", description = "The route files in service")
public class RoutesMBean {

    private final RouteReload reload;

    RoutesMBean(RouteReload reload) {
        this.reload = reload;
    }

    @ManagedAttribute(description = "The names of the route files in service")
    public String[] getLoadedFiles() {
        return reload.loadedFiles().toArray(String[]::new);
    }

    @ManagedAttribute(description = "When and why the last change was refused; empty when it was taken")
    public String getLastRefusal() {
        return reload.lastRefusal()
                .map(refusal -> refusal.time() + "\n" + refusal.text())
                .orElse("");
    }

    /** Takes the files that are now in the folder, also when live reload is off, and says what came of it. */
    @ManagedOperation(description = "Takes the route files that are now in the folder into service")
    public String reload() {
        try {
            reload.reload();
            return reload.loadedFiles().size() + " files in service";
        } catch (BrokenRoutesException e) {
            return "refused, the routes in service stay:\n" + e.getMessage();
        }
    }
}
