package org.membersync.operation.routes;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.support.PluginHelper;

/**
 * Puts one set of route files in the place of another. Camel's own reload is not used: a mistake in a file leaves its routes
 * stopped, or stops all of them.
 */
class RouteExchange {

    private final CamelContext context;
    private final Model model;
    private final ForeignRoutes foreign;
    private final Duration patience;

    /** @param patience how long running exchanges may take to finish */
    RouteExchange(CamelContext context, ForeignRoutes foreign, Duration patience) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        this.foreign = foreign;
        this.patience = patience;
    }

    /** Loads into a context that has no route files yet. */
    void load(List<RouteFile> files) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(resources(files));
    }

    /** Waits for running exchanges, takes the routes of the files out and loads the new ones. */
    void replace(List<RouteFile> files) throws Exception {
        finishExchanges();
        removeRoutes();
        removeEndpoints();
        PluginHelper.getRoutesLoader(context).updateRoutes(resources(files));
    }

    /** All at once, so that a route that is still needed by a running exchange stays until the exchange is done. */
    private void finishExchanges() throws Exception {
        List<RouteStartupOrder> ours = context.getCamelContextExtension().getRouteStartupOrder().stream()
                .filter(order -> !foreign.has(order.getRoute()))
                .toList();
        if (!ours.isEmpty()) {
            context.getShutdownStrategy().shutdown(context, ours, patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void removeRoutes() throws Exception {
        for (Route route : List.copyOf(context.getRoutes())) {
            if (!foreign.has(route)) {
                context.getRouteController().stopRoute(route.getRouteId(), 1, TimeUnit.SECONDS);
                context.removeRoute(route.getRouteId());
            }
        }
        // A route that could not be created has left its definition, which would refuse its id for ever.
        for (RouteDefinition route : List.copyOf(model.getRouteDefinitions())) {
            if (!foreign.has(route)) {
                model.removeRouteDefinition(route);
            }
        }
        for (RouteConfigurationDefinition configuration : List.copyOf(model.getRouteConfigurationDefinitions())) {
            if (!foreign.has(configuration)) {
                model.removeRouteConfiguration(configuration);
            }
        }
        model.removeRouteTemplateDefinitions("*");
        model.getRestDefinitions().clear();
    }

    /** An endpoint that stays would keep its old options. */
    private void removeEndpoints() throws Exception {
        Set<Endpoint> inUse =
                context.getRoutes().stream().map(Route::getEndpoint).collect(Collectors.toSet());
        for (Endpoint endpoint : List.copyOf(context.getEndpoints())) {
            if (!inUse.contains(endpoint)) {
                context.removeEndpoint(endpoint);
            }
        }
    }

    private static List<Resource> resources(List<RouteFile> files) {
        return files.stream().map(RouteFile::resource).toList();
    }
}
