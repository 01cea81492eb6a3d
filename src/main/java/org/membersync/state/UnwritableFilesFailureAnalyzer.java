package org.membersync.state;

import java.sql.SQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to go on when the embedded database finds no room on its disk at the start. */
class UnwritableFilesFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        return UnwritableFiles.isCauseOf(cause)
                ? new FailureAnalysis(UnwritableFiles.WHAT, UnwritableFiles.MENDING, cause)
                : null;
    }
}
