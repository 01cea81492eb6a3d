package org.membersync.operation.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.membersync.operation.routes.RouteSteps.Step;
import org.membersync.operation.routes.SafetyRule.Where;

/**
 * Finds what route files lack that keeps people safe, as copies of an earlier release's files do: Camel would run them, and harm would
 * be done in silence. Steps may have moved to another route, as long as that one is called.
 */
final class SafetyCheck {

    private final List<RouteSteps> routes;

    private SafetyCheck(List<RouteSteps> routes) {
        this.routes = routes;
    }

    /** One problem for each step that a file lacks, at the step that asks for it. */
    static List<RouteProblem> problems(List<RouteSteps> routes) {
        SafetyCheck check = new SafetyCheck(routes);
        List<RouteProblem> problems = new ArrayList<>();
        Set<List<Object>> told = new HashSet<>();
        for (SafetyRule rule : SafetyRule.ALL) {
            for (RouteSteps route : routes) {
                Step asking = check.asking(route, rule);
                if (asking != null && told.add(List.of(route, rule.needed()))) {
                    problems.add(new RouteProblem(route.file(), asking.line(), rule.problem(), rule.mending()));
                }
            }
        }
        return problems;
    }

    /** The first step of the route that the rule finds alone; null when there is none. */
    private Step asking(RouteSteps route, SafetyRule rule) {
        for (int at = 0; at < route.steps().size(); at++) {
            Step step = route.steps().get(at);
            if (step.name().equals(rule.step()) && !holds(route, at, rule)) {
                return step;
            }
        }
        return null;
    }

    private boolean holds(RouteSteps route, int at, SafetyRule rule) {
        return rule.where() == Where.SOMEWHERE
                ? routes.stream().anyMatch(any -> reaches(any.steps(), rule, new HashSet<>()))
                : holds(route, at, rule, new HashSet<>());
    }

    private boolean holds(RouteSteps route, int at, SafetyRule rule, Set<RouteSteps> asked) {
        asked.add(route);
        List<Step> near = rule.where() == Where.BEFORE ? route.before(at) : route.besides(at);
        return reaches(near, rule, new HashSet<>()) || everyCallerHolds(route, rule, asked);
    }

    private boolean everyCallerHolds(RouteSteps route, SafetyRule rule, Set<RouteSteps> asked) {
        boolean called = false;
        for (RouteSteps caller : routes) {
            for (int at = 0; at < caller.steps().size(); at++) {
                boolean calls = !route.input().isEmpty()
                        && caller.steps().get(at).name().equals("direct:" + route.input());
                if (calls && !asked.contains(caller)) {
                    called = true;
                    if (!holds(caller, at, rule, asked)) {
                        return false;
                    }
                }
            }
        }
        return called;
    }

    /** Whether one of these steps, or of the routes that they call, is what the rule needs. */
    private boolean reaches(List<Step> steps, SafetyRule rule, Set<String> called) {
        for (Step step : steps) {
            if (rule.needed().contains(step.name())) {
                return true;
            }
            if (called.add(step.name())) {
                for (RouteSteps route : routes) {
                    if (step.name().equals("direct:" + route.input()) && reaches(route.steps(), rule, called)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
