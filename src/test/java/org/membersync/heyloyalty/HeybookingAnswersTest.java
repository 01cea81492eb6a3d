package org.membersync.heyloyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.failure.AccessException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SyncException;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.failure.TransientException;

class HeybookingAnswersTest {

    private static final HeybookingRequest REQUEST =
            new HeybookingRequest("/booking/import/7", "multipart/form-data", "aase@example.dk", "import of batch-1");

    private final HeybookingAnswers answers = new HeybookingAnswers(Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"status\":\"queued\"}", "OK", "{\"sta"})
    void aGoodAnswerMeansThatTheFileCameWhateverItHolds(String body) {
        assertThatCode(() -> answers.check(REQUEST, 200, null, body)).doesNotThrowAnyException();
        assertThatCode(() -> answers.check(REQUEST, 204, null, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "401, heybooking-access, MEMBERSYNC_HEYLOYALTY_APIKEY",
        "403, heybooking-access, MEMBERSYNC_HEYLOYALTY_APIKEY",
        "404, heybooking-unknown, MEMBERSYNC_HEYBOOKING_INTEGRATIONID",
        "405, heybooking-unknown, MEMBERSYNC_HEYBOOKING_APIURL"
    })
    void whatNoBookingIsToBlameForHoldsTheImports(int status, String reason, String mending) {
        AccessException refused = failure(AccessException.class, status, "aase@example.dk is wrong");

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused).hasMessageContaining(mending).hasMessageNotContaining("aase");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 413, 422})
    void aRefusalOfTheWholeFileIsLasting(int status) {
        PermanentException refused = failure(PermanentException.class, status, "aase@example.dk is wrong");

        assertThat(refused.reason()).isEqualTo("heybooking-refused");
        assertThat(refused).hasMessageContaining("import of batch-1").hasMessageNotContaining("aase");
    }

    @Test
    void troubleThatPassesIsTriedAgain() {
        assertThat(failure(SystemUnavailableException.class, 503, "").retryAfter())
                .contains(Duration.ofSeconds(7));
        assertThat(failure(TransientException.class, 500, "").reason()).isEqualTo("heybooking-unavailable");
        assertThat(failure(TransientException.class, 200, " <html>").reason()).isEqualTo("malformed-answer");
    }

    private <T extends SyncException> T failure(Class<T> type, int status, String body) {
        return catchThrowableOfType(type, () -> answers.check(REQUEST, status, "7", body));
    }
}
