package org.membersync.heyloyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.membersync.failure.PermanentException;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.ListField;
import org.membersync.member.FieldValue;

class HeyLoyaltyRequestsTest {

    private static final String BOTH = "filter[status][in][]=active&filter[status][in][]=unsubscribed";
    private static final ListDefinition LIST = new ListDefinition(
            "1717",
            "Kunder",
            "disallow",
            Map.of(
                    "email", new ListField("email", "text", Map.of()),
                    "interests", new ListField("interests", "multi", Map.of("7", "Musik", "8", "Bøger"))));

    private final HeyLoyaltyRequests requests = new HeyLoyaltyRequests("1717", false);
    private final HeyLoyaltyRequests skipping = new HeyLoyaltyRequests("1717", true);

    @Test
    void asksForListsAndCountries() {
        assertThat(requests.list()).isEqualTo(new HeyLoyaltyRequest("GET", "/lists/1717", "", null, "list"));
        assertThat(requests.lists().path()).isEqualTo("/lists");
        assertThat(requests.countries().path()).isEqualTo("/lists/countries");
    }

    @Test
    void encodesMemberIdInPath() {
        assertThat(requests.member("a/b?c").path()).isEqualTo("/lists/1717/members/a%2Fb%3Fc");
        assertThatThrownBy(() -> requests.erase("..")).isInstanceOf(PermanentException.class);
    }

    @Test
    void findsUnsubscribedEntriesToo() {
        HeyLoyaltyRequest request = requests.findByContact("email", "åse+1@example.dk");

        assertThat(request.path()).isEqualTo("/lists/1717/members");
        assertThat(request.query()).doesNotContain("[", "@", "å", "+");
        assertThat(plain(request.query())).isEqualTo("filter[email][eq][]=åse+1@example.dk&" + BOTH + "&perpage=10");
        assertThat(request.toString()).doesNotContain("example.dk");
    }

    @Test
    void readsPagesOldestOrLastUpdatedFirst() {
        assertThat(plain(requests.page(2, 1000).query()))
                .isEqualTo("page=2&perpage=1000&orderby=created_at&order=1&" + BOTH);
        assertThat(plain(requests.lastUpdated(1, 50).query()))
                .isEqualTo("page=1&perpage=50&orderby=updated_at&order=-1&" + BOTH);
    }

    @Test
    void createsEntryWithItsFilledFields() {
        HeyLoyaltyRequest request = requests.create(
                Map.of(
                        "email", FieldValue.of("aase@example.dk"),
                        "city", FieldValue.empty(),
                        "interests", FieldValue.of(List.of("7"))),
                LIST);

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/lists/1717/members");
        assertThat(request.body()).isEqualTo("{\"email\":\"aase@example.dk\",\"interests\":[\"7\"]}");
    }

    @Test
    void passesByDoubleOptInWhenAllowed() {
        HeyLoyaltyRequest request = skipping.create(Map.of("email", FieldValue.of("aase@example.dk")), LIST);

        assertThat(request.path()).isEqualTo("/lists/1717/members/upsert");
        assertThat(request.body())
                .isEqualTo("{\"unique_field\":\"email\",\"member\":{\"email\":\"aase@example.dk\"},\"skipOptIn\":1}");
        assertThat(skipping.create(Map.of("mobile", FieldValue.of("11223344")), LIST)
                        .body())
                .startsWith("{\"unique_field\":\"mobile\"");
    }

    @Test
    void needsContactToPassByDoubleOptIn() {
        assertThatThrownBy(() -> skipping.create(Map.of("firstname", FieldValue.of("MARKER")), LIST))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("MEMBERSYNC_HEYLOYALTY_SKIPOPTIN")
                .hasMessageNotContaining("MARKER");
    }

    @Test
    void updatesAndClearsFields() {
        HeyLoyaltyRequest request = requests.update(
                "m1",
                Map.of(
                        "email", FieldValue.empty(),
                        "interests", FieldValue.of(List.of("7", "8")),
                        "unlisted", FieldValue.of("x")),
                LIST);

        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.path()).isEqualTo("/lists/1717/members/m1");
        assertThat(request.body()).isEqualTo("{\"email\":\"\",\"interests\":[\"7\",\"8\"],\"unlisted\":\"x\"}");
        assertThat(requests.update("m1", Map.of("interests", FieldValue.empty()), LIST)
                        .body())
                .isEqualTo("{\"interests\":[]}");
    }

    @Test
    void unsubscribesAndErases() {
        assertThat(requests.unsubscribe("m1"))
                .isEqualTo(new HeyLoyaltyRequest("DELETE", "/lists/1717/members/m1", "", null, "HeyLoyalty member m1"));
        assertThat(requests.erase("m1").query()).isEqualTo("obscureMemberData=true");
        assertThat(requests.erase("m1").method()).isEqualTo("DELETE");
    }

    private static String plain(String query) {
        return URLDecoder.decode(query, StandardCharsets.UTF_8);
    }
}
