package org.membersync.heyloyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.failure.PermanentException;
import org.membersync.http.Json;

class WebhooksTest {

    private static final String URL = "https://sync.example.dk/webhooks/heyloyalty";
    private static final RegisteredWebhook OURS =
            new RegisteredWebhook("7", URL, "drift@example.dk", Webhooks.TRIGGERS);

    @Test
    void readsBackWhatIsWritten() {
        HeyLoyaltyRequest create = new HeyLoyaltyRequests("1717", false).createWebhook(OURS);
        HeyLoyaltyRequest update = new HeyLoyaltyRequests("1717", false).updateWebhook(OURS);

        assertThat(create.method() + " " + create.path()).isEqualTo("POST /lists/1717/webhooks");
        assertThat(update.method() + " " + update.path()).isEqualTo("PUT /lists/1717/webhooks/7");
        assertThat(update.body()).isEqualTo(create.body());
        String answer = "[" + create.body().replaceFirst("\\{", "{\"id\":7,") + "]";
        assertThat(Webhooks.read(Json.read(answer).orElseThrow())).containsExactly(OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"webhooks\":[]}",
                "[7]",
                "[{\"id\":7}]",
                "[{\"url\":\"https://sync.example.dk\",\"webhookTriggers\":[]}]",
                "[{\"id\":7,\"url\":\"https://sync.example.dk\"}]",
                "[{\"id\":7,\"url\":\"https://sync.example.dk\",\"webhookTriggers\":\"update\"}]",
                "[{\"id\":7,\"url\":\"https://sync.example.dk\",\"webhookTriggers\":[{\"name\":\"update\"}]}]"
            })
    void tellsWhenHeyLoyaltyAnswersOtherwise(String answer) {
        assertThatThrownBy(() -> Webhooks.read(Json.read(answer).orElseThrow()))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("page Webhooks")
                .hasMessageNotContaining("sync.example.dk");
    }

    @Test
    void namesTheTriggersThatAreMissingInAnyLetterCase() {
        RegisteredWebhook some = new RegisteredWebhook("7", URL, "", List.of("Subscribe", "UPDATE", "click"));

        assertThat(some.missingTriggers()).containsExactly("unsubscribe", "spamComplaint", "hardbounce", "anonymized");
        assertThat(OURS.missingTriggers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://sync.example.dk/webhooks/heyloyalty, true",
        "https://sync.example.dk/webhooks/heyloyalty/, true",
        "https://sync.example.dk/a/webhooks/heyloyalty?token=hemmelig, true",
        "https://user:hemmelig@sync.example.dk/webhooks/heyloyalty#hemmelig, true",
        "https://sync.example.dk/webhooks/heyloyalty/more, false",
        "https://other.example.dk/?to=/webhooks/heyloyalty, false",
    })
    void knowsOursAndShowsNoSecretOfAnAddress(String url, boolean ours) {
        RegisteredWebhook webhook = new RegisteredWebhook("7", url, "drift@example.dk", List.of());

        assertThat(webhook.isOurs()).isEqualTo(ours);
        assertThat(webhook.toString() + webhook.shownUrl()).doesNotContain("hemmelig", "drift@");
    }

    @Test
    void leadsToTheSamePlaceWithAndWithoutASlash() {
        assertThat(OURS.leadsTo(URL + "/")).isTrue();
        assertThat(OURS.leadsTo(URL + "?x=1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://sync.example.dk/webhooks/heyloyalty, true",
        "http://127.0.0.1:8080/webhooks/heyloyalty, true",
        "https://sync.example.dk/, false",
        "https://user@sync.example.dk/webhooks/heyloyalty, false",
        "https://sync.example.dk/webhooks/heyloyalty?x=1, false",
        "ftp://sync.example.dk/webhooks/heyloyalty, false",
        "/webhooks/heyloyalty, false",
        "mailto:drift@example.dk, false",
    })
    void canBeOnlyWhereHeyLoyaltyFindsTheReceiver(URI url, boolean can) {
        assertThat(RegisteredWebhook.canBe(url)).isEqualTo(can);
    }
}
