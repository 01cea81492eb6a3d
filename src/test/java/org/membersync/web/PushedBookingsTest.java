package org.membersync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.state.Bookings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** With the integration switched off: bookings are kept all the same. */
@WebTest
@TestPropertySource(
        properties = {
            "membersync.routes=file:routes",
            "membersync.schedules.enabled=false",
            "membersync.heyloyalty.list-id=1717",
            "membersync.heybooking.enabled=true",
            "membersync.heybooking.integration-id=7",
            "membersync.heybooking.errors-email=drift@example.dk",
            "membersync.heybooking.password=made-up-ticket-password"
        })
class PushedBookingsTest {

    private static final String PATH = "/bookings/events";
    private static final String SENDER = WebTestSupport.basic("bookings", "made-up-ticket-password");

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry registry;

    @MockitoSpyBean(name = "bookings")
    private Bookings bookings;

    @Test
    void storesWhatIsGoodAndParksWhatIsNotBeforeItAnswers() {
        HttpResponse<String> answer = send("[" + event("P-1", "aase@example.dk") + "," + event("P-2", "") + "]");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(jdbc.sql(
                                "SELECT booking_id || ' ' || status FROM booking WHERE booking_id LIKE 'P-%' ORDER BY booking_id")
                        .query(String.class)
                        .list())
                .containsExactly("P-1_MAIN waiting", "P-2_MAIN parked");
        assertThat(registry.get("membersync.bookings")
                        .tag("result", "taken")
                        .counter()
                        .count())
                .isPositive();
        assertThat(registry.get("membersync.webhooks")
                        .tag("source", "bookings")
                        .tag("result", "accepted")
                        .counter()
                        .count())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "7", "[7]", "{\"a\""})
    void refusesWhatHoldsNoEvents(String body) {
        assertThat(send(body).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesAnotherEncodingRatherThanGuessing() {
        byte[] latin = event("P-3", "aase@example.dk").replace("MAIN", "ÆØÅ").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(WebTestSupport.program(port, SENDER)
                        .post(PATH, "application/json", BodyPublishers.ofByteArray(latin))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesWhoIsNotTheSenderWhatIsTooLargeAndWhatIsNoJson() {
        String event = event("P-4", "aase@example.dk");

        assertThat(WebTestSupport.anonymous(port)
                        .post(PATH, "application/json", BodyPublishers.ofString(event))
                        .statusCode())
                .isEqualTo(401);
        assertThat(WebTestSupport.operator(port)
                        .post(PATH, "application/json", BodyPublishers.ofString(event))
                        .statusCode())
                .isEqualTo(401);
        assertThat(WebTestSupport.program(port, SENDER)
                        .post(PATH, "text/csv", BodyPublishers.ofString(event))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send("[" + event + " ".repeat(256 * 1024) + "]").statusCode())
                .isEqualTo(413);
        assertThat(WebTestSupport.program(port, SENDER).get("/actuator/info").statusCode())
                .isEqualTo(401);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM booking WHERE booking_id = 'P-4_MAIN'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void asksToTryAgainWhileTheDatabaseIsAway() {
        doThrow(new DataAccessResourceFailureException("away")).when(bookings).store(any());

        HttpResponse<String> answer = send(event("P-5", "aase@example.dk"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private HttpResponse<String> send(String body) {
        return WebTestSupport.program(port, SENDER)
                .post(PATH, "application/json; charset=utf-8", BodyPublishers.ofString(body));
    }

    private static String event(String ticket, String email) {
        return "{\"ticketNumber\":\"" + ticket + "\",\"admissionCode\":\"MAIN\",\"holderEmail\":\"" + email + "\"}";
    }
}
