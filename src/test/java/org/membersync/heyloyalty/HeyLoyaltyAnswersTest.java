package org.membersync.heyloyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.failure.AccessException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SyncException;
import org.membersync.failure.TransientException;
import org.membersync.mapping.ListDefinition;
import org.membersync.member.FieldValue;

class HeyLoyaltyAnswersTest {

    private static final HeyLoyaltyRequests REQUESTS = new HeyLoyaltyRequests("1717", true);
    private static final HeyLoyaltyRequest READ = REQUESTS.member("m1");
    private static final HeyLoyaltyRequest FIND = REQUESTS.findByContact("email", "Marker@example.dk");
    private static final HeyLoyaltyRequest WRITE = REQUESTS.update(
            "m1",
            Map.of("firstname", FieldValue.of("Marker Ærø"), "city", FieldValue.of("Nørre Marker")),
            new ListDefinition("1717", "", "", Map.of()));

    private final HeyLoyaltyAnswers answers =
            new HeyLoyaltyAnswers(Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void givesTheBodyOfAGoodAnswer() {
        assertThat(answers.read(READ, 200, null, null, "{\"id\":\"m1\"}").has("id"))
                .isTrue();
        assertThat(answers.read(REQUESTS.lists(), 200, null, null, "[]").isArray())
                .isTrue();
    }

    @Test
    void takesEmptyAnswerOfAWriteAsDone() {
        assertThat(answers.read(WRITE, 200, null, null, "").isMissingNode()).isTrue();
        assertThat(answers.read(REQUESTS.erase("m1"), 204, null, null, null).isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "<html>MARKER</html>", "{\"id\":\"MARKER"})
    void retriesAnswerThatIsNotWholeJson(String body) {
        TransientException failure = failure(TransientException.class, READ, 200, null, null, body);

        assertThat(failure.reason()).isEqualTo("malformed-answer");
        assertThat(failure)
                .hasMessageContaining("HeyLoyalty member m1")
                .hasMessageContaining("MEMBERSYNC_HEYLOYALTY_APIURL")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void namesKeyAndSecretWhenRefused(int status) {
        AccessException failure = failure(
                AccessException.class,
                READ,
                status,
                null,
                "Sun, 01 Mar 2026 10:00:30 GMT",
                "{\"message\":\"Unauthorized MARKER\",\"code\":401}");

        assertThat(failure.reason()).isEqualTo("heyloyalty-access");
        assertThat(failure)
                .hasMessageContaining("MEMBERSYNC_HEYLOYALTY_APIKEY")
                .hasMessageContaining("MEMBERSYNC_HEYLOYALTY_APISECRET")
                .hasMessageContaining("clock");
    }

    @Test
    void saysHowFarTheClockIsOff() {
        assertThat(failure(AccessException.class, READ, 401, null, "Sun, 01 Mar 2026 10:20:00 GMT", ""))
                .hasMessageContaining("1200 s behind")
                .hasMessageContaining("mend the clock");
        assertThat(failure(AccessException.class, READ, 401, null, "Sun, 01 Mar 2026 09:58:00 GMT", ""))
                .hasMessageContaining("120 s ahead of");
    }

    @Test
    void knowsThatTheEntryIsGone() {
        HeyLoyaltyNotFoundException failure =
                failure(HeyLoyaltyNotFoundException.class, READ, 404, null, null, "{\"message\":\"Not Found\"}");

        assertThat(failure.reason()).isEqualTo("heyloyalty-not-found");
        assertThat(failure)
                .hasMessageContaining("HeyLoyalty member m1")
                .hasMessageContaining("MEMBERSYNC_HEYLOYALTY_LISTID");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 422})
    void saysWhatHeyLoyaltySaysWhenItHoldsNoData(int status) {
        PermanentException failure = failure(
                PermanentException.class, WRITE, status, null, null, "{\"error\":\"Field shop\\n is unknown\"}");

        assertThat(failure.reason()).isEqualTo("heyloyalty-refused");
        assertThat(failure)
                .hasMessageContaining("\"Field shop is unknown\"")
                .hasMessageContaining("mappings check")
                .hasMessageContaining("then replay");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MARKER ÆRØ is no name",
                "already there: MARKER@other.example.dk",
                "taken by +45 11 22 33 44 MARKER",
                "1980-02-29 MARKER"
            })
    void dropsTextThatQuotesData(String text) {
        PermanentException failure =
                failure(PermanentException.class, WRITE, 400, null, null, "{\"error\":\"" + text + "\"}");

        assertThat(failure).hasMessageContaining("its text is left out");
    }

    @Test
    void dropsTextThatQuotesTheQuery() {
        failure(PermanentException.class, FIND, 400, null, null, "{\"error\":\"no field for MARKER@EXAMPLE.DK\"}");
    }

    @Test
    void keepsNameOfTheUniqueField() {
        HeyLoyaltyRequest create = REQUESTS.create(
                Map.of("email", FieldValue.of("marker@example.dk")), new ListDefinition("1717", "", "", Map.of()));

        assertThat(failure(PermanentException.class, create, 400, null, null, "{\"error\":\"email is taken\"}"))
                .hasMessageContaining("\"email is taken\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void retriesWhatPasses(int status) {
        TransientException failure = failure(TransientException.class, WRITE, status, "12", null, "MARKER");

        assertThat(failure.reason()).isEqualTo("heyloyalty-unavailable");
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(12));
        assertThat(failure).hasMessageContaining(Integer.toString(status)).hasMessageContaining("tried again later");
    }

    private <T extends SyncException> T failure(
            Class<T> type, HeyLoyaltyRequest request, int status, String retryAfter, String date, String body) {
        T failure = catchThrowableOfType(type, () -> answers.read(request, status, retryAfter, date, body));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContainIgnoringCase("marker");
        return failure;
    }
}
