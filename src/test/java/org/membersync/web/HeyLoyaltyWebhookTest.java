package org.membersync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.state.WebhookInbox;
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

/** With both switches off: a webhook is kept all the same. */
@WebTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "membersync.routes=file:routes",
            "membersync.schedules.enabled=false",
            "membersync.heyloyalty.list-id=1717",
            "membersync.webhooks.username=hæloyalty",
            "membersync.webhooks.password=" + HeyLoyaltyWebhookTest.PASSWORD
        })
class HeyLoyaltyWebhookTest {

    static final String PASSWORD = "made-up:webhook-password-æøå";

    private static final String PATH = "/webhooks/heyloyalty";
    private static final String JSON = "application/json; charset=utf-8";
    private static final String HEYLOYALTY = WebTestSupport.basic("hæloyalty", PASSWORD);
    private static final String UPDATE = "{\"member_id\":\"hl-1\",\"list_id\":1717,\"type\":\"update\","
            + "\"signature\":\"00\",\"member\":{\"firstname\":\"Søren\"}}";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry registry;

    @Autowired
    private ApplicationContext context;

    @MockitoSpyBean(name = "webhookInbox")
    private WebhookInbox inbox;

    @BeforeEach
    void startAnew() {
        jdbc.sql("DELETE FROM webhook_request").update();
        jdbc.sql("DELETE FROM member_change").update();
    }

    @Test
    void storesAndQueuesBeforeItAnswers() {
        double before = counted("accepted");

        HttpResponse<String> answer = send(UPDATE);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(stored()).containsExactly(UPDATE);
        assertThat(changes()).containsExactly("INBOUND hl-1 webhook");
        assertThat(counted("accepted")).isEqualTo(before + 1);
    }

    @Test
    void takesTheSimplifiedFormatToo() {
        String simplified = "{\"memberId\":\"hl-2\",\"listId\":\"1717\",\"type\":\"unsubscribe\",\"member\":\"{}\"}";

        assertThat(send(simplified).statusCode()).isEqualTo(202);
        assertThat(changes()).containsExactly("INBOUND hl-2 webhook");
    }

    @Test
    void queuesARepeatedNoticeOnce() {
        assertThat(send(UPDATE).statusCode()).isEqualTo(202);
        assertThat(send(UPDATE).statusCode()).isEqualTo(202);

        assertThat(stored()).hasSize(2);
        assertThat(changes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"Connection Test\"}",
                "{\"member_id\":\"hl-1\",\"list_id\":1717,\"type\":\"click\"}",
                "{\"member_id\":\"hl-1\",\"list_id\":1717,\"type\":\"brand-new\"}",
                "{\"member_id\":\"hl-1\",\"list_id\":18,\"type\":\"update\"}"
            })
    void acceptsWhatChangesNothing(String body) {
        assertThat(send(body).statusCode()).isEqualTo(202);
        assertThat(stored()).containsExactly(body);
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"wrong password", "wrong name", "operator", "no password", "Basic", "Basic !", "Bearer a.b.c"})
    void refusesWhoIsNotHeyLoyaltyAndStoresNothing(String who) {
        double before = counted("unauthorized");
        String authorization = who == null
                ? null
                : switch (who) {
                    case "wrong password" -> WebTestSupport.basic("hæloyalty", "made-up");
                    case "wrong name" -> WebTestSupport.basic("heyloyalty", PASSWORD);
                    case "operator" -> WebTestSupport.basic("operator", WebTestSupport.OPERATOR_PASSWORD);
                    case "no password" -> WebTestSupport.basic("hæloyalty", "");
                    default -> who;
                };

        HttpResponse<String> answer =
                WebTestSupport.program(port, authorization).post(PATH, JSON, BodyPublishers.ofString(UPDATE));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(way -> assertThat(way).startsWith("Basic"));
        assertThat(stored()).isEmpty();
        assertThat(counted("unauthorized")).isEqualTo(before + 1);
    }

    @Test
    void opensNothingElseToHeyLoyalty() {
        WebTestSupport heyLoyalty = WebTestSupport.program(port, HEYLOYALTY);

        assertThat(heyLoyalty.get("/actuator/info").statusCode()).isEqualTo(401);
        assertThat(heyLoyalty.get("/webhooks").statusCode()).isEqualTo(401);
        assertThat(heyLoyalty.get(PATH).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soeren@example.dk", "{\"member_id\":\"soeren@example.dk\"}", "[]"})
    void tellsOfAMalformedBodyWithoutQuotingIt(String body, CapturedOutput output) {
        double before = counted("malformed");

        HttpResponse<String> answer = send(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("soeren");
        assertThat(output).contains("it was answered 400").doesNotContain("soeren");
        assertThat(stored()).isEmpty();
        assertThat(counted("malformed")).isEqualTo(before + 1);
    }

    @Test
    void refusesATooLargeBodyWhetherOrNotItTellsItsLength() {
        double before = counted("too-large");
        byte[] large = ofSize(HeyLoyaltyWebhook.LARGEST_BODY + 1).getBytes(StandardCharsets.UTF_8);
        WebTestSupport heyLoyalty = WebTestSupport.program(port, HEYLOYALTY);

        assertThat(heyLoyalty
                        .post(PATH, JSON, BodyPublishers.ofByteArray(large))
                        .statusCode())
                .isEqualTo(413);
        assertThat(heyLoyalty
                        .post(PATH, JSON, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(stored()).isEmpty();
        assertThat(counted("too-large")).isEqualTo(before + 2);
    }

    @Test
    void takesTheLargestBody() {
        String body = ofSize(HeyLoyaltyWebhook.LARGEST_BODY);

        assertThat(send(body).statusCode()).isEqualTo(202);
        assertThat(stored()).containsExactly(body);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void refusesAnotherType(String type) {
        double before = counted("wrong-type");

        HttpResponse<String> answer =
                WebTestSupport.program(port, HEYLOYALTY).post(PATH, type, BodyPublishers.ofString(UPDATE));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(stored()).isEmpty();
        assertThat(counted("wrong-type")).isEqualTo(before + 1);
    }

    @Test
    void asksToTryAgainWhileItIsNotReady() {
        double before = counted("unavailable");
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            HttpResponse<String> answer = send(UPDATE);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
            assertThat(stored()).isEmpty();
            assertThat(counted("unavailable")).isEqualTo(before + 1);
        } finally {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void asksToTryAgainWhileTheDatabaseIsAway(CapturedOutput output) {
        doThrow(new DataAccessResourceFailureException("no connection, soeren@example.dk"))
                .when(inbox)
                .store(any(), any());

        HttpResponse<String> answer = send(UPDATE);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
        assertThat(output).contains("the database did not take it").doesNotContain("soeren");
    }

    private HttpResponse<String> send(String body) {
        return WebTestSupport.program(port, HEYLOYALTY).post(PATH, JSON, BodyPublishers.ofString(body));
    }

    private List<String> stored() {
        return jdbc.sql("SELECT body FROM webhook_request").query(String.class).list();
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
        return registry.counter("membersync.webhooks", "source", "heyloyalty", "result", result)
                .count();
    }

    private static String ofSize(int bytes) {
        String head = "{\"member_id\":\"hl-1\",\"list_id\":1717,\"type\":\"open\",\"member\":\"";
        return head + "x".repeat(bytes - head.length() - 2) + "\"}";
    }
}
