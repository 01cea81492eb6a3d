package org.membersync.operation;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;

/** Keeps the schedule from reading the feeds while a run that was started by hand reads them. */
class PausedPoll {

    private static final String ROUTE = "poll-bc-members";

    private final CamelContext context;

    PausedPoll(CamelContext context) {
        this.context = context;
    }

    void during(Runnable reading) {
        ServiceStatus status = context.getRouteController().getRouteStatus(ROUTE);
        if (status == null || !status.isStarted()) {
            reading.run();
            return;
        }
        try {
            context.getRouteController().suspendRoute(ROUTE);
            try {
                reading.run();
            } finally {
                context.getRouteController().resumeRoute(ROUTE);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The route " + ROUTE + " could not be suspended or resumed", e);
        }
    }
}
