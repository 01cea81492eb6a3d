package org.membersync.state;

import java.sql.SQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to go on when another process has the embedded database open. */
class LockedDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        if (cause.getMessage() == null || !cause.getMessage().contains("lock acquisition failure")) {
            return null;
        }
        return new FailureAnalysis(
                "The database is open in another process, most likely a running membersync: its files take one at a time.",
                "Run the command inside the running instance by adding  --server http://localhost:8080  (its address),"
                        + " or stop that instance first, or give this one a database of its own"
                        + " (membersync.database.url, MEMBERSYNC_DATABASE_URL).",
                cause);
    }
}
