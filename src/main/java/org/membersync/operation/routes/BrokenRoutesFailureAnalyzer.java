package org.membersync.operation.routes;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows problems of the route files as a plain list instead of a stack trace. */
class BrokenRoutesFailureAnalyzer extends AbstractFailureAnalyzer<BrokenRoutesException> {

    static final String ACTION = "Mend the route files and start again.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BrokenRoutesException cause) {
        return new FailureAnalysis(
                "membersync cannot start with these route files:\n\n" + cause.getMessage(), ACTION, cause);
    }
}
