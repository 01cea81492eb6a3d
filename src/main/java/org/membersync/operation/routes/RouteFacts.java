package org.membersync.operation.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the route files declare and what they refer to, each with its place. */
final class RouteFacts {

    /** A name and where it stands; empty when the name is missing. */
    record Named(String name, String file, int line) {}

    static final Set<String> DESTINATIONS = Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");

    final List<Named> routes = new ArrayList<>();
    final List<Named> configurations = new ArrayList<>();
    final List<Named> configurationReferences = new ArrayList<>();
    final List<Named> directInputs = new ArrayList<>();
    final List<Named> directTargets = new ArrayList<>();
    final List<Named> placeholders = new ArrayList<>();
    final List<Named> doubleOptions = new ArrayList<>();

    void collect(String file, RouteElement element) {
        collect(file, element, false);
    }

    private void collect(String file, RouteElement element, boolean template) {
        boolean inTemplate = template || element.name().equals("routeTemplate");
        declare(file, element, inTemplate);
        refer(file, element);
        // A template's parameters look like settings: Camel tells of unknown ones when the template is used.
        if (!inTemplate) {
            Matcher matcher = PLACEHOLDER.matcher(element.text());
            while (matcher.find()) {
                placeholders.add(new Named(matcher.group(1).strip(), file, element.line()));
            }
        }
        element.children().forEach(child -> collect(file, child, inTemplate));
    }

    private void declare(String file, RouteElement element, boolean template) {
        switch (element.name()) {
            case "route" -> {
                if (!template) {
                    routes.add(new Named(element.childText("id"), file, idLine(element, "id")));
                }
                element.child("routeConfigurationId")
                        .ifPresent(id -> configurationReferences.add(new Named(id.text(), file, id.line())));
            }
            case "templatedRoute" ->
                routes.add(new Named(element.childText("routeId"), file, idLine(element, "routeId")));
            case "routeConfiguration" -> configurations.add(new Named(element.childText("id"), file, element.line()));
            case "from" ->
                DirectUri.nameOf(element).ifPresent(name -> directInputs.add(new Named(name, file, element.line())));
            default -> {
                // Declares nothing.
            }
        }
    }

    private void refer(String file, RouteElement element) {
        boolean destination = DESTINATIONS.contains(element.name());
        if (destination || element.name().equals("from")) {
            if (element.childText("uri").contains("?")
                    && element.child("parameters").isPresent()) {
                doubleOptions.add(new Named(element.childText("uri"), file, idLine(element, "uri")));
            }
        }
        if (element.name().equals("deadLetterUri")) {
            target(file, element);
        } else if (destination) {
            target(file, element);
            RouteElement expression = element.child("expression").orElse(element);
            expression.child("constant").ifPresent(constant -> constantTarget(file, constant));
            expression.child("simple").ifPresent(simple -> constantTarget(file, simple));
        }
    }

    private void constantTarget(String file, RouteElement expression) {
        target(file, expression.child("expression").orElse(expression));
    }

    private void target(String file, RouteElement element) {
        DirectUri.nameOf(element)
                .filter(name -> !DirectUri.isDynamic(name))
                .ifPresent(name -> directTargets.add(new Named(name, file, idLine(element, "uri"))));
    }

    private static int idLine(RouteElement element, String key) {
        return element.child(key).map(RouteElement::line).orElse(element.line());
    }
}
