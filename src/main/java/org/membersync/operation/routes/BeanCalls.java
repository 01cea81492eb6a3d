package org.membersync.operation.routes;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds calls of beans that cannot be made, as in copies of an earlier release's files: Camel tells of them only when somebody's turn
 * comes by. Beans that are not there are left to Camel, which does not start without them.
 */
final class BeanCalls {

    private final RouteSurroundings surroundings;
    private final List<RouteProblem> problems = new ArrayList<>();

    private BeanCalls(RouteSurroundings surroundings) {
        this.surroundings = surroundings;
    }

    static List<RouteProblem> problems(String file, RouteElement root, RouteSurroundings surroundings) {
        BeanCalls calls = new BeanCalls(surroundings);
        root.visit(element -> calls.check(file, element));
        return calls.problems;
    }

    private void check(String file, RouteElement element) {
        String bean = element.childText("ref");
        String call = element.childText("method").strip();
        Class<?> type = bean.isEmpty() || call.isEmpty() ? null : surroundings.beanType(bean);
        if (type == null || call.contains("{{")) {
            return;
        }
        int open = call.indexOf('(');
        String name = (open < 0 ? call : call.substring(0, open)).strip();
        Set<Integer> takes = Stream.of(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .map(Method::getParameterCount)
                .collect(Collectors.toCollection(TreeSet::new));
        if (takes.isEmpty()) {
            Set<String> known =
                    Stream.of(type.getMethods()).map(Method::getName).collect(Collectors.toSet());
            report(file, element, "The bean " + bean + " has no method " + name, Suggestion.of(name, known, ""));
        } else if (open >= 0 && !takes.contains(given(call.substring(open + 1)))) {
            report(
                    file,
                    element,
                    bean + "." + name + " is given " + given(call.substring(open + 1)) + " values and takes "
                            + takes.stream().map(String::valueOf).collect(Collectors.joining(" or ")),
                    "Write it as this release's own route files do");
        }
    }

    private void report(String file, RouteElement element, String problem, String mending) {
        problems.add(new RouteProblem(file, element.line(), problem, mending));
    }

    /** How many values stand before the closing bracket; brackets and quotes within them count for nothing. */
    private static int given(String values) {
        int depth = 0;
        int count = 1;
        boolean quoted = false;
        boolean any = false;
        for (char c : values.toCharArray()) {
            quoted ^= c == '\'';
            if (!quoted && depth == 0 && c == ')') {
                break;
            }
            any |= !Character.isWhitespace(c);
            if (!quoted) {
                depth += "({[".indexOf(c) >= 0 ? 1 : ")}]".indexOf(c) >= 0 ? -1 : 0;
                count += c == ',' && depth == 0 ? 1 : 0;
            }
        }
        return any ? count : 0;
    }
}
