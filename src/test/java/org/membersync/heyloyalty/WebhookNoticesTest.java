package org.membersync.heyloyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookNoticesTest {

    private final WebhookNotices notices = new WebhookNotices(java.time.ZoneOffset.UTC);

    @Test
    void readsTheDefaultFormatWhateverTheMemberHolds() {
        WebhookNotice flat = notices.read("""
                {"member_id":"hl-77","list_id":1717,"type":"subscribe","signature":"0123456789abcdef0123456789abcdef",
                 "member":{"id":"other","list_id":"9","firstname":"Søren","email":"soeren@example.dk"}}""");
        WebhookNotice nested = notices.read("""
                {"member_id":"hl-77","list_id":"1717","type":"subscribe","signature":"",
                 "member":{"fields":{"firstname":{"value":"Søren"}}}}""");

        assertThat(flat).isEqualTo(new WebhookNotice("subscribe", "hl-77", "1717"));
        assertThat(nested).isEqualTo(flat);
        assertThat(flat.isChange()).isTrue();
    }

    @Test
    void readsTheSimplifiedFormatWithTheMemberAsText() {
        WebhookNotice notice = notices.read("""
                {"memberId":"hl-77","listId":1717,"refId":"r1","messageType":"webhook","type":"unsubscribe","webhookId":5,
                 "queuedAt":"2024-02-29 12:00:00","signature":"ab","member":"{\\"id\\":\\"other\\",\\"type\\":\\"update\\"}"}""");

        assertThat(notice).isEqualTo(new WebhookNotice("unsubscribe", "hl-77", "1717", notice.happenedAt()));
    }

    @ParameterizedTest
    @CsvSource({
        "subscribe, subscribe, true",
        "UPDATE, update, true",
        "unsubscribe, unsubscribe, true",
        "spamcomplaint, spamComplaint, true",
        "HardBounce, hardbounce, true",
        "anonymized, anonymized, true",
        "click, click, false",
        "open, open, false",
        "sent, sent, false",
    })
    void knowsTheKindsInAnyCase(String sent, String type, boolean change) {
        WebhookNotice notice =
                notices.read("{\"member_id\":\"1\",\"list_id\":\"2\",\"type\":\" %s \"}".formatted(sent));

        assertThat(notice.type()).isEqualTo(type);
        assertThat(notice.isKnown()).isTrue();
        assertThat(notice.isChange()).isEqualTo(change);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION TEST", "connection test", "Connection Test"})
    void takesAConnectionTestThatNamesNobody(String sent) {
        WebhookNotice notice = notices.read("{\"type\":\"%s\"}".formatted(sent));

        assertThat(notice).isEqualTo(new WebhookNotice(WebhookNotice.CONNECTION_TEST, "", ""));
        assertThat(notice.isConnectionTest()).isTrue();
        assertThat(notice.isChange()).isFalse();
    }

    @Test
    void takesAnUnknownKindInATextThatIsFitForTheLog() {
        WebhookNotice notice =
                notices.read("{\"type\":\"new\\nkind\\u0000 ø" + "x".repeat(100) + "\",\"member_id\":\"1\"}");

        assertThat(notice.type()).hasSize(40).startsWith("new?kind? ?xx");
        assertThat(notice.isKnown()).isFalse();
        assertThat(notice.isChange()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "null",
                "true",
                "\"update\"",
                "[]",
                "<html>",
                "{\"type\":\"update\",\"member_id\":\"soeren@example.dk\"",
                "{\"type\":\"update\",\"member_id\":\"soeren@example.dk\",\"list_id\":1} more",
                "{}",
                "{\"member_id\":\"soeren@example.dk\",\"list_id\":1}",
                "{\"type\":{},\"member_id\":\"1\",\"list_id\":1}",
                "{\"type\":\"update\",\"list_id\":1}",
                "{\"type\":\"update\",\"member_id\":null,\"list_id\":1}",
                "{\"type\":\"update\",\"member_id\":[\"1\"],\"list_id\":1}",
                "{\"type\":\"update\",\"member_id\":\"soeren 1\",\"list_id\":1}",
                "{\"type\":\"update\",\"member_id\":\"1\\u0000\",\"list_id\":1}",
                "{\"type\":\"update\",\"member_id\":\"1\"}",
                "{\"type\":\"update\",\"list_id\":1,\"member\":{\"id\":\"1\"}}"
            })
    void refusesWhatIsNoNoticeWithoutQuotingIt(String body) {
        assertThatThrownBy(() -> notices.read(body))
                .isInstanceOf(MalformedNoticeException.class)
                .hasMessageNotContaining("soeren");
    }

    @Test
    void refusesAnIdThatNoEntryHas() {
        String id = "1".repeat(61);

        assertThatThrownBy(() -> notices.read("{\"type\":\"update\",\"list_id\":1,\"member_id\":\"" + id + "\"}"))
                .isInstanceOf(MalformedNoticeException.class);
    }
}
