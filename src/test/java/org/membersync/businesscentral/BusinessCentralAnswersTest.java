package org.membersync.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.failure.AccessException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SyncException;
import org.membersync.failure.TransientException;

class BusinessCentralAnswersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
    private static final BusinessCentralRequests REQUESTS =
            new BusinessCentralRequests("c-1", 100, "https://bc.example.dk/api");
    private static final BusinessCentralRequest MEMBER = REQUESTS.member("a1");
    private static final BusinessCentralRequest FEED = REQUESTS.firstPage(Feed.MM_MEMBER, 1);
    private static final BusinessCentralRequest WRITE =
            new BusinessCentralRequest(Front.RETAIL, "PATCH", "/x", "", Map.of(), "{}", "member a1");

    private final BusinessCentralAnswers answers = new BusinessCentralAnswers(CLOCK);

    @Test
    void givesTheBodyOfAGoodAnswer() {
        assertThat(answers.read(MEMBER, 200, null, "{\"member\":{}}").has("member"))
                .isTrue();
        assertThat(answers.read(WRITE, 201, null, "{\"member\":{}}").has("member"))
                .isTrue();
    }

    @Test
    void takesEmptyAnswerOfAWriteAsDone() {
        assertThat(answers.read(WRITE, 204, null, null).isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "<html>MARKER</html>", "{\"member\":{\"firstName\":\"MARKER", "MARKER"})
    void retriesAnswerThatIsNotWholeJson(String body) {
        TransientException failure = failure(TransientException.class, MEMBER, 200, null, body);

        assertThat(failure.reason()).isEqualTo("malformed-answer");
        assertThat(failure)
                .hasMessageContaining("check that membersync.business-central.retail-api-url")
                .hasNoCause();
    }

    @Test
    void namesTheSecretsWhenRefused() {
        AccessException failure = failure(AccessException.class, FEED, 401, null, error("x", "MARKER"));

        assertThat(failure.reason()).isEqualTo("business-central-access");
        assertThat(failure)
                .hasMessageContaining("client-secret")
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_CLIENTID")
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_CLIENTSECRET")
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_APIKEY")
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_PASSWORD");
    }

    @Test
    void namesThePermissionSetWhenForbidden() {
        assertThat(failure(AccessException.class, MEMBER, 403, null, error("generic_error", "MARKER")))
                .hasMessageContaining("assign the permission set NPR API Membership")
                .hasMessageContaining("Microsoft Entra Applications");
        assertThat(failure(AccessException.class, FEED, 403, null, ""))
                .hasMessageContaining("mmMember")
                .hasMessageContaining("permission set")
                .hasMessageContaining("API page");
    }

    @Test
    void namesUrlAndCompanyWhenFeedIsNotThere() {
        PermanentException failure = failure(PermanentException.class, FEED, 404, null, "");

        assertThat(failure.reason()).isEqualTo("business-central-not-found");
        assertThat(failure)
                .hasMessageContaining("mmMember")
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_COMPANYID")
                .hasMessageContaining("NP Retail is installed");
        assertThat(failure(PermanentException.class, MEMBER, 404, null, error("saas_company_not_found", "")))
                .hasMessageContaining("(saas_company_not_found)")
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_RETAILAPIURL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invalid member ID", "Invalid Member - Member Id not valid."})
    void knowsThatTheMemberIsGone(String message) {
        MemberNotFoundException failure =
                failure(MemberNotFoundException.class, MEMBER, 400, null, error("generic_error", message));

        assertThat(failure.reason()).isEqualTo("member-not-found");
        assertThat(failure).hasMessageContaining("member a1").hasMessageContaining("deleted");
    }

    @Test
    void knowsThatTheMembersRowIsGone() {
        failure(
                MemberNotFoundException.class,
                REQUESTS.memberRow("a1"),
                404,
                null,
                "{\"error\":{\"code\":\"Internal_RecordNotFound\",\"message\":\"MARKER\"}}");
        PermanentException failure = failure(
                PermanentException.class,
                REQUESTS.memberRow("a1"),
                404,
                null,
                "{\"error\":{\"code\":\"BadRequest_ResourceNotFound\",\"message\":\"MARKER\"}}");
        assertThat(failure.reason()).isEqualTo("business-central-not-found");
    }

    @Test
    void takesUnknownMembershipForNoMissingMember() {
        PermanentException failure = failure(
                PermanentException.class,
                MEMBER,
                400,
                null,
                error("generic_error", "Invalid Membership - Membership Id not valid."));

        assertThat(failure.reason()).isEqualTo("business-central-refused");
    }

    @Test
    void namesCodeAndNumberOfARefusalButNotItsText() {
        PermanentException failure = failure(
                PermanentException.class,
                WRITE,
                400,
                null,
                error("member_unique_id_violation", "[-127009] - MARKER is taken"));

        assertThat(failure.reason()).isEqualTo("business-central-refused");
        assertThat(failure)
                .hasMessageContaining("(member_unique_id_violation -127009)")
                .hasMessageContaining("then replay");
    }

    @Test
    void quotesNoCodeThatLooksLikeText() {
        assertThat(failure(PermanentException.class, WRITE, 400, null, error("MARKER is taken", "MARKER")))
                .hasMessageContaining("with 400:");
    }

    @Test
    void followsNoRedirection() {
        assertThat(failure(PermanentException.class, FEED, 302, null, "MARKER"))
                .hasMessageContaining("MEMBERSYNC_BUSINESSCENTRAL_APIURL");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504})
    void retriesWhatPasses(int status) {
        TransientException failure =
                failure(TransientException.class, WRITE, status, null, error("member_operation_in_progress", "MARKER"));

        assertThat(failure.reason()).isEqualTo("business-central-unavailable");
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(failure)
                .hasMessageContaining(Integer.toString(status))
                .hasMessageContaining("member_operation_in_progress")
                .hasMessageContaining("tried again later");
    }

    @Test
    void retriesTimeoutOfTheServerWhateverItsStatus() {
        failure(TransientException.class, MEMBER, 404, null, error("server_timeout", ""));
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "'Sun, 01 Mar 2026 10:01:30 GMT', 90"})
    void waitsAsLongAsAsked(String retryAfter, int seconds) {
        assertThat(failure(TransientException.class, FEED, 429, retryAfter, "").retryAfter())
                .contains(Duration.ofSeconds(seconds));
    }

    private <T extends SyncException> T failure(
            Class<T> type, BusinessCentralRequest request, int status, String retryAfter, String body) {
        T failure = catchThrowableOfType(type, () -> answers.read(request, status, retryAfter, body));
        assertThat(failure).isNotNull().hasMessageNotContaining("MARKER");
        return failure;
    }

    private static String error(String code, String message) {
        return "{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}";
    }
}
