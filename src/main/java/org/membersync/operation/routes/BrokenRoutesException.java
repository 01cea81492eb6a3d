package org.membersync.operation.routes;

import java.util.List;
import java.util.stream.Collectors;

/** The route files cannot be used; the message has one line for each problem. */
class BrokenRoutesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<RouteProblem> problems;

    BrokenRoutesException(List<RouteProblem> problems) {
        this(problems, null);
    }

    BrokenRoutesException(List<RouteProblem> problems, Throwable cause) {
        super(problems.stream().map(RouteProblem::toString).collect(Collectors.joining("\n")), cause);
        this.problems = List.copyOf(problems);
    }

    List<RouteProblem> problems() {
        return problems;
    }
}
