package org.membersync.operation.routes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.membersync.operation.routes.RouteFacts.Named;

/**
 * Finds what Camel would pass over in silence or tell without a line, and what earlier releases' files lack, all at once and before
 * any route is touched.
 */
class RouteCheck {

    private static final Set<String> YAML_ROOTS = Set.of(
            "beans",
            "dataFormats",
            "errorHandler",
            "from",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint",
            "onCompletion",
            "onException",
            "rest",
            "restConfiguration",
            "route",
            "routeConfiguration",
            "routeTemplate",
            "templatedRoute");
    private static final Set<String> XML_ROOTS = Set.of(
            "beans",
            "camel",
            "rest",
            "rests",
            "route",
            "routeConfiguration",
            "routeConfigurations",
            "routeTemplate",
            "routeTemplates",
            "routes",
            "templatedRoute",
            "templatedRoutes");

    private final RouteSurroundings surroundings;
    private final List<RouteProblem> problems = new ArrayList<>();
    private final RouteFacts facts = new RouteFacts();
    private final List<RouteSteps> steps = new ArrayList<>();
    private boolean unreadable;

    private RouteCheck(RouteSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Every problem of the files, sorted by file and line. */
    static List<RouteProblem> problems(List<RouteFile> files, RouteSurroundings surroundings) {
        RouteCheck check = new RouteCheck(surroundings);
        files.forEach(check::read);
        check.checkIds();
        // What an unreadable file declares is unknown, so that all references to it would be reported for nothing.
        if (!check.unreadable) {
            check.checkReferences();
            check.problems.addAll(SafetyCheck.problems(check.steps));
        }
        check.checkText();
        check.problems.sort(Comparator.comparing(RouteProblem::file).thenComparing(RouteProblem::line));
        return check.problems;
    }

    private void read(RouteFile file) {
        try {
            List<RouteElement> roots = file.isXml() ? List.of(XmlElements.read(file)) : yamlRoots(file);
            Set<String> known = file.isXml() ? XML_ROOTS : YAML_ROOTS;
            for (RouteElement root : roots) {
                if (known.contains(root.name())) {
                    facts.collect(file.name(), root);
                    steps.addAll(RouteSteps.of(file.name(), root));
                    problems.addAll(BeanCalls.problems(file.name(), root, surroundings));
                    requireRouteAround(file, root);
                } else {
                    report(
                            new Named(root.name(), file.name(), root.line()),
                            "'" + root.name() + "' is not something Camel loads from a route file",
                            "Use one of " + known.stream().sorted().collect(Collectors.joining(", ")));
                }
            }
        } catch (BrokenRoutesException e) {
            unreadable = true;
            problems.addAll(e.problems());
        }
    }

    private static List<RouteElement> yamlRoots(RouteFile file) {
        return YamlElements.read(file).stream()
                .flatMap(item -> item.children().isEmpty()
                        ? List.of(new RouteElement(item.text(), "", item.line(), List.of())).stream()
                        : item.children().stream())
                .toList();
    }

    private void requireRouteAround(RouteFile file, RouteElement root) {
        if (root.name().equals("from")) {
            report(
                    new Named("", file.name(), root.line()),
                    "A route without an id",
                    "Write '- route:' with an id: around 'from:', the id like the name of the file");
        }
    }

    private void checkIds() {
        Map<String, Named> seen = new HashMap<>();
        for (Named route : facts.routes) {
            if (route.name().isBlank()) {
                report(route, "A route without an id", "Give it an id: like the name of the file");
            } else if (surroundings.hasRoute(route.name())) {
                report(route, "The program has a route '" + route.name() + "' of its own", "Choose another id");
            } else {
                Named first = seen.putIfAbsent(route.name(), route);
                if (first != null) {
                    report(
                            route,
                            "A second route with the id '" + route.name() + "'; the first is at " + first.file() + ":"
                                    + first.line(),
                            "Give one of the two another id");
                }
            }
        }
    }

    private void checkReferences() {
        Set<String> inputs = names(facts.directInputs);
        boolean dynamicInputs = inputs.stream().anyMatch(DirectUri::isDynamic);
        for (Named target : facts.directTargets) {
            if (!dynamicInputs && !inputs.contains(target.name()) && !surroundings.hasDirect(target.name())) {
                report(
                        target,
                        "No route begins with direct:" + target.name(),
                        Suggestion.of(target.name(), inputs, "direct:"));
            }
        }
        Set<String> configurations = names(facts.configurations);
        for (Named reference : facts.configurationReferences) {
            if (!DirectUri.isDynamic(reference.name()) && !matches(reference.name(), configurations)) {
                report(
                        reference,
                        "No routeConfiguration has the id '" + reference.name() + "'",
                        Suggestion.of(reference.name(), configurations, ""));
            }
        }
    }

    private void checkText() {
        for (Named placeholder : facts.placeholders) {
            if (!surroundings.resolves(placeholder.name())) {
                report(
                        placeholder,
                        "{{" + placeholder.name() + "}} has no value",
                        "Mend its spelling, set it, or give it a default as in {{name:default}}");
            }
        }
        for (Named uri : facts.doubleOptions) {
            report(
                    uri,
                    "Options stand both in the uri, after '?', and under parameters",
                    "Put all of them under parameters");
        }
    }

    /** Camel takes patterns such as {@code retry-*} here. */
    private static boolean matches(String reference, Set<String> configurations) {
        return configurations.contains(reference)
                || reference.endsWith("*")
                        && configurations.stream()
                                .anyMatch(id -> id.startsWith(reference.substring(0, reference.length() - 1)));
    }

    private static Set<String> names(List<Named> facts) {
        return facts.stream().map(Named::name).collect(Collectors.toSet());
    }

    private void report(Named place, String problem, String mending) {
        problems.add(new RouteProblem(place.file(), place.line(), problem, mending));
    }
}
