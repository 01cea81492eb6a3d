package org.membersync.operation.routes;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RuntimeCamelException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the file and line of a route that Camel could load but not start, such as one with an unknown option. */
class UnstartableRoutesFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeCamelException> {

    private final BeanFactory beans;

    UnstartableRoutesFailureAnalyzer(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RuntimeCamelException cause) {
        boolean aboutRoutes = findCause(rootFailure, FailedToCreateRouteException.class) != null
                || findCause(rootFailure, FailedToStartRouteException.class) != null;
        if (!aboutRoutes) {
            return null;
        }
        RouteProblem problem = beans.getBean(RouteLoader.class).explain(rootFailure);
        return new FailureAnalysis(
                "membersync cannot start with these route files:\n\n" + problem,
                BrokenRoutesFailureAnalyzer.ACTION,
                cause);
    }
}
