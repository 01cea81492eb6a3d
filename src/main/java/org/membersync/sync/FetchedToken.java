package org.membersync.sync;

import java.util.function.Supplier;
import org.apache.camel.CamelExecutionException;
import org.membersync.failure.SyncException;

/** Calls a route from Java so that our own failures come back as they are, not wrapped by Camel. */
final class FetchedToken {

    private FetchedToken() {}

    static <T> T unwrap(Supplier<T> call) {
        try {
            return call.get();
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof SyncException known) {
                throw known;
            }
            throw e;
        }
    }
}
