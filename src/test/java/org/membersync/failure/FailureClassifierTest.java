package org.membersync.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureClassifierTest {

    private static final String PERSONAL = "soeren@example.dk";

    private final FailureClassifier classifier = new FailureClassifier(Set.of(BreakerOpenException.class));

    @ParameterizedTest
    @MethodSource("failures")
    void tellsWhatIsToBeDoneThroughTheCauses(Throwable failure, FailureKind kind, boolean outage, String reason) {
        for (Throwable seen : new Throwable[] {failure, wrapped(failure), wrapped(wrapped(failure))}) {
            assertThat(classifier.kind(seen)).isEqualTo(kind);
            assertThat(classifier.isTransient(seen)).isEqualTo(kind == FailureKind.TRANSIENT);
            assertThat(classifier.isAccess(seen)).isEqualTo(kind == FailureKind.ACCESS);
            assertThat(classifier.isOutage(seen)).isEqualTo(outage);
            assertThat(classifier.reason(seen)).isEqualTo(reason);
            assertThat(classifier.describe(seen)).isNotBlank().doesNotContain(PERSONAL);
        }
    }

    @Test
    void knowsATurnThatIsAnothersByNow() {
        assertThat(classifier.isOvertaken(wrapped(new OvertakenException("somebody else's"))))
                .isTrue();
        assertThat(classifier.isOvertaken(new TransientException("malformed-answer", "cut", null)))
                .isFalse();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                of(
                        new PermanentException("unmapped-value", "no counterpart"),
                        FailureKind.PERMANENT,
                        false,
                        "unmapped-value"),
                of(
                        new PermanentException("refused", "refused", new IOException(PERSONAL)),
                        FailureKind.PERMANENT,
                        false,
                        "refused"),
                of(new AccessException("wrong-key", "the key is refused"), FailureKind.ACCESS, false, "wrong-key"),
                of(
                        new TransientException("malformed-answer", "cut", null),
                        FailureKind.TRANSIENT,
                        false,
                        "malformed-answer"),
                of(
                        new SystemUnavailableException("busy", "busy", Duration.ofSeconds(9)),
                        FailureKind.TRANSIENT,
                        true,
                        "busy"),
                of(new OvertakenException("somebody else's"), FailureKind.TRANSIENT, false, "overtaken"),
                of(new SQLException(PERSONAL, "25P03"), FailureKind.TRANSIENT, true, "connection"),
                of(new SQLException(PERSONAL, "08006"), FailureKind.TRANSIENT, true, "connection"),
                of(new SQLException(PERSONAL, "53100"), FailureKind.TRANSIENT, true, "connection"),
                of(new SQLException(PERSONAL, "23505"), FailureKind.PERMANENT, false, "internal-error"),
                of(new IOException(PERSONAL), FailureKind.TRANSIENT, true, "connection"),
                of(new SocketTimeoutException(PERSONAL), FailureKind.TRANSIENT, true, "connection"),
                of(new TimeoutException(PERSONAL), FailureKind.TRANSIENT, true, "connection"),
                of(new SQLTransientConnectionException(PERSONAL), FailureKind.TRANSIENT, true, "connection"),
                of(new BreakerOpenException(), FailureKind.TRANSIENT, true, "connection"),
                of(new SQLException(PERSONAL), FailureKind.PERMANENT, false, "internal-error"),
                of(new IllegalStateException(PERSONAL), FailureKind.PERMANENT, false, "internal-error"));
    }

    @Test
    void showsOurOwnTextAndOfForeignOnesTheClassAlone() {
        assertThat(classifier.describe(wrapped(new PermanentException("a", "member 1001 lacks a country"))))
                .isEqualTo("member 1001 lacks a country");
        assertThat(classifier.describe(wrapped(new IOException(PERSONAL))))
                .isEqualTo("The connection broke (IOException)");
        assertThat(classifier.describe(wrapped(new IllegalStateException(PERSONAL))))
                .startsWith("Unexpected java.lang.IllegalStateException");
    }

    @Test
    void seesAShieldedCall() {
        assertThat(classifier.isShielded(wrapped(new BreakerOpenException()))).isTrue();
        assertThat(classifier.isShielded(wrapped(new IOException("reset")))).isFalse();
    }

    @Test
    void findsHowLongToWait() {
        assertThat(classifier.retryAfter(
                        wrapped(new SystemUnavailableException("busy", "busy", Duration.ofSeconds(9)))))
                .contains(Duration.ofSeconds(9));
        assertThat(classifier.retryAfter(new SystemUnavailableException("busy", "busy", null)))
                .isEmpty();
        assertThat(classifier.retryAfter(new IOException("reset"))).isEmpty();
    }

    private static Arguments of(Throwable failure, FailureKind kind, boolean outage, String reason) {
        return Arguments.of(failure, kind, outage, reason);
    }

    private static Throwable wrapped(Throwable cause) {
        return new RuntimeException(PERSONAL, cause);
    }

    private static final class BreakerOpenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BreakerOpenException() {
            super(PERSONAL);
        }
    }
}
