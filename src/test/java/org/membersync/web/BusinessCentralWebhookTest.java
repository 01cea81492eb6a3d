package org.membersync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.state.EventHints;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** HeyLoyalty's receiver is off here: one does not need the other. */
@WebTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "membersync.routes=file:routes",
            "membersync.schedules.enabled=false",
            "membersync.webhooks.business-central-client-state=" + BusinessCentralWebhookTest.STATE
        })
class BusinessCentralWebhookTest {

    static final String STATE = "made-up-client-state-æøå";

    private static final String PATH = "/webhooks/business-central";
    private static final String JSON = "application/json";
    private static final String MEMBER = "11111111-2222-4333-8444-555555555555";
    private static final String UPDATED = event(STATE, MEMBER);

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry registry;

    @Autowired
    private ApplicationContext context;

    @MockitoSpyBean(name = "eventHints")
    private EventHints hints;

    @BeforeEach
    void startAnew() {
        jdbc.sql("DELETE FROM member_change").update();
    }

    @Test
    void queuesBeforeItAnswers() {
        double before = counted("accepted");

        HttpResponse<String> answer = send("{\"value\":[" + UPDATED + "]}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(changes()).containsExactly("OUTBOUND " + MEMBER + " event");
        assertThat(counted("accepted")).isEqualTo(before + 1);
    }

    @Test
    void takesASingleEventAndARepeatedOne() {
        assertThat(send(UPDATED).statusCode()).isEqualTo(202);
        assertThat(send(UPDATED).statusCode()).isEqualTo(202);

        assertThat(changes()).hasSize(1);
    }

    @Test
    void keepsNothingButTheIds() {
        send(UPDATED.replace("{\"memberId\"", "{\"name\":\"Søren\",\"memberId\""));

        assertThat(jdbc.sql("SELECT COUNT(*) FROM webhook_request")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(changes()).containsExactly("OUTBOUND " + MEMBER + " event");
    }

    @Test
    void takesAsManyNotificationsAsBusinessCentralPutsInOneCall() {
        String many = IntStream.range(0, 1000)
                .mapToObj("11111111-2222-4333-8444-%012d"::formatted)
                .map(id -> notification("https://api.businesscentral.example.dk/v2.0/" + MEMBER
                        + "/Production/api/navipartner/powerBI/v1.0/companies(" + MEMBER + ")/mmMember(" + id + ")"))
                .collect(Collectors.joining(",", "{\"value\":[", "]}"));

        assertThat(send(many).statusCode()).isEqualTo(202);
        assertThat(changes()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "guessed", "made-up-client-state-æø"})
    void refusesAnotherClientStateAndQueuesNothing(String state) {
        double before = counted("unauthorized");

        HttpResponse<String> answer = send(event(state, MEMBER));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(changes()).isEmpty();
        assertThat(counted("unauthorized")).isEqualTo(before + 1);
    }

    @Test
    void opensNothingElse() {
        WebTestSupport anybody = WebTestSupport.anonymous(port);

        assertThat(anybody.get(PATH).statusCode()).isEqualTo(405);
        assertThat(anybody.get(PATH + "/more").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5c1f0a9e-token", "<script>alert(1)</script>", "a+b c&d=ø"})
    void sendsAQuestionsTokenBackAsPlainText(String token) {
        double before = counted("handshake");
        boolean plain = token.chars().allMatch(c -> c >= ' ' && c <= '~');

        HttpResponse<String> answer = shakeHands(token, JSON);

        assertThat(answer.statusCode()).isEqualTo(plain ? 200 : 400);
        assertThat(answer.body()).isEqualTo(plain ? token : "");
        if (plain) {
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            // Counted when the answer has left.
            await().untilAsserted(() -> assertThat(counted("handshake")).isEqualTo(before + 1));
        }
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"text/plain", "application/json"})
    void answersAQuestionOfAnyType(String type) {
        assertThat(shakeHands("5c1f0a9e", type).statusCode()).isEqualTo(200);
    }

    @Test
    void sendsBackNoTokenThatIsEmptyOrLong() {
        assertThat(shakeHands("", null).statusCode()).isEqualTo(400);
        assertThat(shakeHands("x".repeat(1024), null).statusCode()).isEqualTo(200);
        assertThat(shakeHands("x".repeat(1025), null).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soeren@example.dk", "[]", "{\"name\":\"soeren@example.dk\"}", "{\"value\":[]}"})
    void tellsOfAMalformedBodyWithoutQuotingIt(String body, CapturedOutput output) {
        double before = counted("malformed");

        HttpResponse<String> answer = send(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("soeren");
        assertThat(output).contains("it was answered 400").doesNotContain("soeren");
        assertThat(counted("malformed")).isEqualTo(before + 1);
    }

    @Test
    void refusesATooLargeBodyWhetherOrNotItTellsItsLength() {
        double before = counted("too-large");
        byte[] large = (UPDATED + " ".repeat(BusinessCentralWebhook.LARGEST_BODY)).getBytes(StandardCharsets.UTF_8);
        WebTestSupport sender = WebTestSupport.anonymous(port);

        assertThat(sender.post(PATH, JSON, BodyPublishers.ofByteArray(large)).statusCode())
                .isEqualTo(413);
        assertThat(sender.post(PATH, JSON, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(changes()).isEmpty();
        assertThat(counted("too-large")).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "made up"})
    void refusesAnotherType(String type) {
        double before = counted("wrong-type");

        HttpResponse<String> answer = WebTestSupport.anonymous(port).post(PATH, type, BodyPublishers.ofString(UPDATED));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(changes()).isEmpty();
        assertThat(counted("wrong-type")).isEqualTo(before + 1);
    }

    @Test
    void asksToTryAgainWhileItIsNotReadyWhoeverAsks() {
        double before = counted("unavailable");
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            for (HttpResponse<String> answer :
                    List.of(send(UPDATED), send(event("guessed", MEMBER)), shakeHands("5c1f0a9e", null))) {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
            }
            assertThat(changes()).isEmpty();
            assertThat(counted("unavailable")).isEqualTo(before + 3);
        } finally {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void asksToTryAgainWhileTheDatabaseIsAway(CapturedOutput output) {
        doThrow(new DataAccessResourceFailureException("no connection, soeren@example.dk"))
                .when(hints)
                .queue(any());

        HttpResponse<String> answer = send(UPDATED);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(output).contains("the database did not take it").doesNotContain("soeren");
    }

    private HttpResponse<String> send(String body) {
        return WebTestSupport.anonymous(port).post(PATH, JSON, BodyPublishers.ofString(body));
    }

    private HttpResponse<String> shakeHands(String token, String type) {
        String query = "?validationToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        return WebTestSupport.anonymous(port).post(PATH + query, type, BodyPublishers.noBody());
    }

    private List<String> changes() {
        List<Map<String, Object>> rows = jdbc.sql("SELECT direction, member_id, source FROM member_change")
                .query()
                .listOfRows();
        return rows.stream()
                .map(row -> row.get("direction") + " " + row.get("member_id") + " " + row.get("source"))
                .toList();
    }

    private double counted(String result) {
        return registry.counter("membersync.webhooks", "source", "business-central", "result", result)
                .count();
    }

    private static String event(String state, String memberId) {
        return "{\"eventName\":\"memberDetails_updated\",\"clientState\":\"" + state + "\",\"payload\":{\"memberId\":\""
                + memberId + "\"}}";
    }

    private static String notification(String resource) {
        return "{\"subscriptionId\":\"" + MEMBER + "\",\"clientState\":\"" + STATE
                + "\",\"expirationDateTime\":\"2024-03-03T12:00:00Z\",\"resource\":\"" + resource
                + "\",\"changeType\":\"updated\",\"lastModifiedDateTime\":\"2024-02-29T12:00:00.000Z\"}";
    }
}
