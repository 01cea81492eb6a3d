package org.membersync.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.membersync.support.FakeServer;

class SimulatedWebhooksTest {

    private static final List<String> ALL =
            List.of("subscribe", "update", "unsubscribe", "spamComplaint", "hardbounce", "anonymized");
    private static final WebhookOptions BY_HAND =
            WebhookOptions.basic("hæloyalty", "made-up-æøå").sentByHand();

    private final SimulatedHeyLoyalty hl = SimulatedHeyLoyalty.start(0);
    private final FakeServer receiver = FakeServer.start();

    @AfterEach
    void stop() {
        hl.close();
    }

    @Test
    void sendsNothingUnlessItIsSetUp() {
        hl.addWebhook(receiver.address() + "/webhooks/heyloyalty", ALL);
        String id = subscribe("Åse");
        hl.sendWebhooks(BY_HAND);
        hl.clearWebhooks();
        hl.unsubscribe(id);

        assertThat(hl.waitingWebhooks()).isZero();
    }

    @Test
    void tellsOfEachKindOfChangeInTheDefaultFormat() {
        receive(BY_HAND, ALL);
        String id = subscribe("Søren");
        hl.edit(id, Map.of("city", "Ærøskøbing"));
        hl.emailStatus(id, "hard_bounce");
        hl.emailStatus(id, "complaint");
        hl.unsubscribe(id);
        hl.unsubscribe(id);
        hl.resubscribe(id);
        hl.erase(id);

        assertThat(hl.deliverWebhooks(WebhookOrder.AS_SENT)).isEqualTo(7);

        assertThat(types())
                .containsExactly(
                        "subscribe", "update", "hardbounce", "spamComplaint", "unsubscribe", "subscribe", "anonymized");
        JsonNode update = bodies().get(1);
        assertThat(update.path("member_id").asText()).isEqualTo(id);
        assertThat(update.path("list_id").isInt()).isTrue();
        assertThat(update.path("signature").asText()).matches("[0-9a-f]{32}");
        assertThat(update.path("member").path("city").asText()).isEqualTo("Ærøskøbing");
        FakeServer.Request request = receiver.requests().get(0);
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /webhooks/heyloyalty");
        assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(request.headers().getFirst("Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("hæloyalty:made-up-æøå".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void tellsOfWhatIsWrittenOverTheApi() {
        receive(BY_HAND, ALL);
        Http http = SimulatedHeyLoyaltyTest.signed();
        String members = hl.apiUrl() + "/lists/" + DemoConfiguration.LIST_ID + "/members";
        String id = http.json("POST", members, "{\"email\":\"pia@example.dk\"}")
                .json()
                .path("id")
                .asText();
        http.json("PATCH", members + "/" + id, "{\"firstname\":\"Pia\"}");
        http.send("DELETE", members + "/" + id, null, null);
        http.send("DELETE", members + "/" + id + "?obscureMemberData=true", null, null);

        hl.deliverWebhooks(WebhookOrder.AS_SENT);

        assertThat(types()).containsExactly("subscribe", "update", "unsubscribe", "anonymized");
    }

    @Test
    void putsTheMemberAsATextInTheSimplifiedFormat() throws IOException {
        receive(BY_HAND.asSimplified(), ALL);
        String id = subscribe("Åse");

        hl.deliverWebhooks(WebhookOrder.AS_SENT);

        JsonNode body = bodies().get(0);
        assertThat(body.path("memberId").asText()).isEqualTo(id);
        assertThat(body.path("listId").asText()).isEqualTo(DemoConfiguration.LIST_ID);
        assertThat(body.path("type").asText()).isEqualTo("subscribe");
        assertThat(body.path("member").isTextual()).isTrue();
        assertThat(Json.MAPPER
                        .readTree(body.path("member").asText())
                        .path("firstname")
                        .asText())
                .isEqualTo("Åse");
    }

    @Test
    void tellsEachWebhookOnlyWhatItAskedFor() {
        receive(BY_HAND, List.of("Unsubscribe"));
        hl.unsubscribe(subscribe("Åse"));

        hl.deliverWebhooks(WebhookOrder.AS_SENT);

        assertThat(types()).containsExactly("unsubscribe");
    }

    @Test
    void canArriveReversedAndTwiceAndNotAtAll() {
        receive(BY_HAND, ALL);
        hl.unsubscribe(subscribe("Åse"));
        hl.deliverWebhooks(WebhookOrder.REVERSED);
        assertThat(types()).containsExactly("unsubscribe", "subscribe");

        receiver.reset();
        subscribe("Pia");
        assertThat(hl.deliverWebhooks(WebhookOrder.DOUBLED)).isEqualTo(2);
        assertThat(types()).containsExactly("subscribe", "subscribe");

        receiver.reset();
        subscribe("Ib");
        hl.loseWebhooks();
        assertThat(hl.deliverWebhooks(WebhookOrder.AS_SENT)).isZero();
        assertThat(hl.lostWebhooks()).isEqualTo(1);
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void triesThreeTimesAndThenGivesUp() {
        receive(BY_HAND, ALL);
        subscribe("Åse");
        receiver.answers(500, "").answers(401, "").answers(202, "");
        assertThat(hl.deliverWebhooks(WebhookOrder.AS_SENT)).isEqualTo(1);
        assertThat(receiver.requests()).hasSize(3);

        subscribe("Pia");
        receiver.answers(500, "").answers(503, "").answers(404, "");
        assertThat(hl.deliverWebhooks(WebhookOrder.AS_SENT)).isZero();
        assertThat(receiver.requests()).hasSize(6);
    }

    @Test
    void sendsAtOnceOnAThreadOfItsOwnAndTriesAgainLater() {
        receive(WebhookOptions.basic("heyloyalty", "made-up"), ALL);
        receiver.answers(503, "");
        subscribe("Åse");

        await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(2));
        assertThat(types()).containsExactly("subscribe", "subscribe");
        assertThat(hl.lostWebhooks()).isZero();
    }

    @Test
    void losesTheSameShareWithTheSameSeed() {
        receive(BY_HAND.losing(0.2, 7), ALL);
        for (int i = 0; i < 200; i++) {
            subscribe("Nr" + i);
        }
        int lost = hl.lostWebhooks();

        assertThat(lost).isBetween(20, 60);
        assertThat(hl.waitingWebhooks()).isEqualTo(200 - lost);
        hl.sendWebhooks(BY_HAND.losing(0.2, 7));
        for (int i = 200; i < 400; i++) {
            subscribe("Nr" + i);
        }
        assertThat(hl.lostWebhooks()).isEqualTo(2 * lost);
    }

    private void receive(WebhookOptions options, List<String> triggers) {
        hl.addWebhook(receiver.address() + "/webhooks/heyloyalty", triggers);
        hl.sendWebhooks(options);
    }

    private String subscribe(String name) {
        return hl.add(Map.of("email", name.toLowerCase() + "@example.dk", "firstname", name));
    }

    private List<String> types() {
        return bodies().stream().map(body -> body.path("type").asText()).toList();
    }

    private List<JsonNode> bodies() {
        return receiver.requests().stream()
                .map(request -> {
                    try {
                        return Json.MAPPER.readTree(request.body());
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
    }
}
