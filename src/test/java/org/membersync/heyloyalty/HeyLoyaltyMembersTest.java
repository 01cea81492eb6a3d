package org.membersync.heyloyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;

class HeyLoyaltyMembersTest {

    private static final String NESTED = """
            {"id":"m1","status":{"status":"active","email":"active","mobile":null},"created_at":"2024-01-31 10:00:00",
             "updated_at":"2026-07-01 12:00:00","unsubscribed_at":null,"imported":0,
             "fields":{"email":{"name":"email","value":" aase@example.dk "},
               "country":{"value":"53","options":{"53":"Denmark"}},"sex":{"id":"12","name":"sex","value":2},
               "interests":{"value":["7","8"],"options":{}},"sport":{"id":"31980","value":"Fodbold"},
               "birthdate":{"value":"0000-00-00"},"city":{"value":null},"vip":{"value":true}}}
            """;

    private static final String FLAT = """
            {"id":17,"status":{"status":"unsubscribed"},"unsubscribed_at":"2026-01-02 03:04:05",
             "updated_at":"0000-00-00 00:00:00","firstname":"Åse","open_rate":12,
             "sport":{"id":31980,"value":"Fodbold"},"interests":[{"id":"7","value":"Musik"},{"id":"8","value":"Bøger"}],
             "city":""}
            """;

    private final HeyLoyaltyMembers members = new HeyLoyaltyMembers(ZoneId.of("Europe/Copenhagen"));

    @Test
    void readsNestedEntry() {
        HeyLoyaltyMember member = members.read(json(NESTED));

        assertThat(member.id()).isEqualTo("m1");
        assertThat(member.status()).isEqualTo(Status.ACTIVE);
        assertThat(member.unsubscribedAt()).isNull();
        assertThat(member.updatedAt()).isEqualTo(Instant.parse("2026-07-01T10:00:00Z"));
        assertThat(member.field("email").text()).isEqualTo("aase@example.dk");
        assertThat(member.field("country").text()).isEqualTo("53");
        assertThat(member.field("sex").text()).isEqualTo("2");
        assertThat(member.field("sport").text()).isEqualTo("31980");
        assertThat(member.field("interests").values()).isEqualTo(List.of("7", "8"));
        assertThat(member.field("vip").text()).isEqualTo("1");
        assertThat(member.field("birthdate").isEmpty()).isTrue();
        assertThat(member.field("city").isEmpty()).isTrue();
    }

    @Test
    void readsFlatEntry() {
        HeyLoyaltyMember member = members.read(json(FLAT));

        assertThat(member.id()).isEqualTo("17");
        assertThat(member.status()).isEqualTo(Status.UNSUBSCRIBED);
        assertThat(member.unsubscribedAt()).isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
        assertThat(member.updatedAt()).isNull();
        assertThat(member.fields()).containsOnlyKeys("firstname", "sport", "interests", "city");
        assertThat(member.field("sport").text()).isEqualTo("31980");
        assertThat(member.field("interests").values()).isEqualTo(List.of("7", "8"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"id\":\"1\",\"status\":\"Active\"}', ACTIVE",
        "'{\"id\":\"1\",\"status\":\"unsubscribed\"}', UNSUBSCRIBED",
        "'{\"id\":\"1\",\"status\":{\"status\":\"pending\"}}', OTHER",
        "'{\"id\":\"1\"}', OTHER",
        "'{\"id\":\"1\",\"unsubscribed_at\":\"2026-01-02 03:04:05\"}', UNSUBSCRIBED",
        "'{\"id\":\"1\",\"unsubscribed_at\":\"0000-00-00 00:00:00\"}', OTHER"
    })
    void takesOnlyTheWordActiveForActive(String entry, Status status) {
        assertThat(members.read(json(entry)).status()).isEqualTo(status);
    }

    @Test
    void readsTimeWithZone() {
        JsonNode entry = json("{\"id\":\"1\",\"updated_at\":\"2026-07-01T12:00:00+00:00\"}");

        assertThat(members.read(entry).updatedAt()).isEqualTo(Instant.parse("2026-07-01T12:00:00Z"));
    }

    @Test
    void readsPages() {
        assertThat(members.readPage(json("{\"members\":[" + NESTED + "," + FLAT + "],\"total\":2}")))
                .extracting(HeyLoyaltyMember::id)
                .containsExactly("m1", "17");
        assertThat(members.readPage(json("{\"members\":[]}"))).isEmpty();
        assertThat(members.readPage(json("[" + FLAT + "]"))).hasSize(1);
    }

    @Test
    void readsIdOfNewEntry() {
        assertThat(members.createdId(json("{\"id\":\"m2\"}"))).isEqualTo("m2");
        assertThat(members.createdId(json("{\"type\":\"create\",\"member_id\":\"m3\"}")))
                .isEqualTo("m3");
        assertThat(members.createdId(json("{\"id\":4}"))).isEqualTo("4");
    }

    @Test
    void quotesNoUnreadableContent() {
        assertThatThrownBy(() -> members.read(json("{\"id\":\"m1\",\"updated_at\":\"MARKER\"}")))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("m1")
                .hasMessageContaining("updated_at")
                .hasMessageNotContaining("MARKER")
                .hasNoCause();
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> members.read(json("{\"email\":\"x\"}")))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("without an id")
                .hasMessageContaining("MEMBERSYNC_HEYLOYALTY_APIURL");
        assertThatThrownBy(() -> members.readPage(json("{}"))).hasMessageContaining("page without members");
        assertThatThrownBy(() -> members.createdId(json("{}"))).hasMessageContaining("without its id");
    }

    private static JsonNode json(String text) {
        return Json.read(text).orElseThrow();
    }
}
