package org.membersync.operation.routes;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.RuntimeCamelException;
import org.membersync.settings.SettingsLoader;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Tells the file and line of a route that Camel could load but not start, such as one with an unknown option. */
class UnstartableRoutesFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeCamelException> {

    private final ConfigurableEnvironment environment;

    UnstartableRoutesFailureAnalyzer(Environment environment) {
        this.environment = (ConfigurableEnvironment) environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RuntimeCamelException cause) {
        boolean aboutRoutes = findCause(rootFailure, FailedToCreateRouteException.class) != null
                || findCause(rootFailure, FailedToStartRouteException.class) != null;
        if (!aboutRoutes) {
            return null;
        }
        // The beans are destroyed by now, so that the files are read once more.
        String location = SettingsLoader.load(environment).routes();
        RouteProblem problem = RouteErrors.explain(rootFailure, new RouteFolder(location).read());
        return new FailureAnalysis(
                "membersync cannot start with these route files:\n\n" + problem,
                BrokenRoutesFailureAnalyzer.ACTION,
                cause);
    }
}
