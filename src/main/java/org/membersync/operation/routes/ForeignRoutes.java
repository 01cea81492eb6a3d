package org.membersync.operation.routes;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;

/** What is in the Camel context before the files are loaded, written in Java: an exchange leaves it alone. */
class ForeignRoutes implements RouteSurroundings {

    private final CamelContext context;
    private final Set<String> ids;
    private final Set<String> directs = new HashSet<>();
    private final Set<RouteConfigurationDefinition> configurations;

    ForeignRoutes(CamelContext context) {
        this.context = context;
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        this.ids = model.getRouteDefinitions().stream()
                .map(RouteDefinition::getRouteId)
                .collect(Collectors.toSet());
        this.configurations = Set.copyOf(model.getRouteConfigurationDefinitions());
        for (RouteDefinition route : model.getRouteDefinitions()) {
            DirectUri.nameOf(route.getInput().getEndpointUri()).ifPresent(directs::add);
        }
    }

    @Override
    public boolean resolves(String placeholder) {
        try {
            context.resolvePropertyPlaceholders("{{" + placeholder + "}}");
            return true;
        } catch (RuntimeException e) {
            // Camel has no way to ask; the exception says no.
            return false;
        }
    }

    @Override
    public boolean hasDirect(String name) {
        return directs.contains(name);
    }

    @Override
    public boolean hasRoute(String id) {
        return ids.contains(id);
    }

    @Override
    public Class<?> beanType(String name) {
        Object bean = context.getRegistry().lookupByName(name);
        return bean == null ? null : bean.getClass();
    }

    boolean has(Route route) {
        return ids.contains(route.getRouteId());
    }

    boolean has(RouteDefinition route) {
        return ids.contains(route.getRouteId());
    }

    boolean has(RouteConfigurationDefinition configuration) {
        return configurations.contains(configuration);
    }
}
