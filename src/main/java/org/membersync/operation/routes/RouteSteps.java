package org.membersync.operation.routes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a route does, in its order: {@code bean.method} where it calls a bean, {@code direct:name} where it hands over to another
 * route, and {@value #PLAN} where a condition asks whether all this is only planned.
 *
 * @param input the name after {@code direct:} by which other routes call it, empty for a route that nobody calls
 */
record RouteSteps(String file, String input, List<Step> steps) {

    /**
     * One of them.
     *
     * @param branches the branch that it is in, for each choice around it
     */
    record Step(String name, int line, Map<Integer, Integer> branches) {

        /** Whether no message that comes by here comes by there. */
        boolean excludes(Step other) {
            return branches.entrySet().stream()
                    .anyMatch(branch -> other.branches.containsKey(branch.getKey())
                            && !other.branches.get(branch.getKey()).equals(branch.getValue()));
        }
    }

    static final String PLAN = "plan";

    private static final Pattern BEAN = Pattern.compile("\\bbean:([\\w-]+)(?:\\?method=|\\.|::)(\\w+)");
    private static final Pattern ASKS_FOR_PLAN = Pattern.compile("\\.(?:isP|p)lan\\b");

    /** The routes and failure policies that a root element of a file holds. */
    static List<RouteSteps> of(String file, RouteElement root) {
        List<RouteSteps> routes = new ArrayList<>();
        root.visit(element -> {
            Optional<RouteElement> from = element.child("from");
            if (from.isPresent() || element.name().equals("routeConfiguration")) {
                Collector collector = new Collector();
                collector.collect(element, Map.of());
                routes.add(
                        new RouteSteps(file, from.flatMap(DirectUri::nameOf).orElse(""), List.copyOf(collector.steps)));
            }
        });
        return routes;
    }

    /** Those that a message which comes by the step of that index may come by too. */
    List<Step> besides(int at) {
        return steps.stream().filter(step -> !step.excludes(steps.get(at))).toList();
    }

    /** Those of them that come earlier. */
    List<Step> before(int at) {
        return steps.subList(0, at).stream()
                .filter(step -> !step.excludes(steps.get(at)))
                .toList();
    }

    private static final class Collector {

        private static final Set<String> BRANCHES = Set.of("when", "otherwise", "onException");

        private final List<Step> steps = new ArrayList<>();
        private int elements;

        private void collect(RouteElement element, Map<Integer, Integer> branches) {
            int id = ++elements;
            name(element, branches);
            // A condition comes before what it lets pass, wherever an editor wrote it.
            List<RouteElement> children = element.children().stream()
                    .sorted(Comparator.comparing(child -> child.name().equals("steps")))
                    .toList();
            for (RouteElement child : children) {
                boolean several = BRANCHES.contains(child.name())
                        && !child.children().isEmpty()
                        && child.children().stream().allMatch(one -> one.name().equals(RouteElement.ITEM));
                if (several) {
                    child.children().forEach(one -> collect(one, in(id, branches)));
                } else {
                    collect(child, BRANCHES.contains(child.name()) ? in(id, branches) : branches);
                }
            }
        }

        private Map<Integer, Integer> in(int choice, Map<Integer, Integer> branches) {
            Map<Integer, Integer> deeper = new HashMap<>(branches);
            deeper.put(choice, elements);
            return deeper;
        }

        private void name(RouteElement element, Map<Integer, Integer> branches) {
            String method = name(element.childText("method"));
            if (!element.childText("ref").isEmpty() && !method.isEmpty()) {
                add(element.childText("ref") + "." + method, element, branches);
            }
            Matcher bean = BEAN.matcher(element.text());
            while (bean.find()) {
                add(bean.group(1) + "." + bean.group(2), element, branches);
            }
            if (RouteFacts.DESTINATIONS.contains(element.name())) {
                beanEndpoint(element, branches);
                DirectUri.nameOf(element).ifPresent(name -> add("direct:" + name, element, branches));
            }
            String simple = element.name().equals("simple") ? element.text() + element.childText("expression") : "";
            if (ASKS_FOR_PLAN.matcher(simple).find()) {
                add(PLAN, element, branches);
            }
        }

        /** {@code uri: bean:removals} or {@code uri: bean} with the rest as parameters. */
        private void beanEndpoint(RouteElement element, Map<Integer, Integer> branches) {
            String uri = element.childText("uri");
            element.child("parameters")
                    .filter(parameters -> uri.equals("bean") || uri.startsWith("bean:"))
                    .ifPresent(parameters -> {
                        String bean = uri.startsWith("bean:")
                                ? uri.substring("bean:".length())
                                : parameters.childText("beanName");
                        add(bean + "." + name(parameters.childText("method")), element, branches);
                    });
        }

        private static String name(String call) {
            return call.replaceFirst("(?s)\\(.*", "").strip();
        }

        private void add(String name, RouteElement element, Map<Integer, Integer> branches) {
            steps.add(new Step(name, element.line(), branches));
        }
    }
}
