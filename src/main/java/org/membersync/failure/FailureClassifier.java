package org.membersync.failure;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells transient from permanent failures, looking through their causes. */
public final class FailureClassifier {

    private final Set<Class<? extends Throwable>> foreign;

    /** @param foreign exceptions of libraries that mean a whole system is shielded, such as an open circuit breaker's */
    public FailureClassifier(Set<Class<? extends Throwable>> foreign) {
        this.foreign = Set.copyOf(foreign);
    }

    /** What is to be done about the failure (behaviour L1, L2). */
    public FailureKind kind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PermanentException) {
                return FailureKind.PERMANENT;
            }
            if (cause instanceof AccessException) {
                return FailureKind.ACCESS;
            }
            if (cause instanceof TransientException || isConnectionTrouble(cause)) {
                return FailureKind.TRANSIENT;
            }
        }
        return FailureKind.PERMANENT;
    }

    /** Whether waiting can cure it. */
    public boolean isTransient(Throwable failure) {
        return kind(failure) == FailureKind.TRANSIENT;
    }

    /** Whether our credentials or permissions were refused. */
    public boolean isAccess(Throwable failure) {
        return kind(failure) == FailureKind.ACCESS;
    }

    /** Whether a whole system is away, busy or shielded, so that no single member is to blame. */
    public boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SystemUnavailableException) {
                return true;
            }
            if (cause instanceof SyncException) {
                return false;
            }
            if (isConnectionTrouble(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a call was not even made, because a breaker or bulkhead shields the system. */
    public boolean isShielded(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Throwable one = cause;
            if (foreign.stream().anyMatch(type -> type.isInstance(one))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the turn is another's by now, so that it ends here without a trace. */
    public boolean isOvertaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OvertakenException) {
                return true;
            }
        }
        return false;
    }

    /** The short word for lists and metrics. */
    public String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SyncException known) {
                return known.reason();
            }
        }
        return isTransient(failure) ? "connection" : "internal-error";
    }

    /** A text for operators: ours as it is, of foreign exceptions only the class, because their texts may quote data. */
    public String describe(Throwable failure) {
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SyncException known) {
                return known.getMessage();
            }
            last = cause;
        }
        if (isShielded(failure)) {
            return "No call is made for a while, because too many went wrong: the first lines about it say why";
        }
        return isTransient(failure)
                ? "The connection broke (" + last.getClass().getSimpleName() + ")"
                : "Unexpected " + last.getClass().getName() + ": report this as a defect with the log around it";
    }

    /** How long the other side asked us to wait, if it did. */
    public Optional<Duration> retryAfter(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientException known) {
                return known.retryAfter();
            }
        }
        return Optional.empty();
    }

    private boolean isConnectionTrouble(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof SQLTransientException
                || cause instanceof SQLRecoverableException
                || cause instanceof SQLException trouble && isDatabaseAway(trouble.getSQLState())
                || foreign.stream().anyMatch(type -> type.isInstance(cause));
    }

    /**
     * PostgreSQL's driver tells only by the state that the connection broke (08), that transactions collided (40), that the
     * server is full (53), stops or starts (57P), or ended a session that stood still within a transaction (25P03).
     */
    private static boolean isDatabaseAway(String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.equals("25P03"));
    }
}
