package org.membersync.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;

class CodeListsTest {

    private final CodeLists lists = new CodeLists();

    @Test
    void readsCodesWithTheirNamesInOrder() {
        assertThat(
                        lists.countries(
                                json(
                                        "{\"value\":[{\"code\":\"SE\",\"displayName\":\"Sverige\"},{\"code\":\"DK\",\"displayName\":\"Danmark\"}]}")))
                .containsExactly(entry("SE", "Sverige"), entry("DK", "Danmark"));
        assertThat(lists.collectStores(json("{\"value\":[{\"code\":\"AARHUS\",\"name\":\"Århus\"}]}")))
                .containsExactly(entry("AARHUS", "Århus"));
        assertThat(lists.membershipSetups(json("{\"value\":[{\"code\":\"GOLD\",\"description\":\"Guld\"}]}")))
                .containsExactly(entry("GOLD", "Guld"));
        assertThat(lists.companies(json("{\"value\":[{\"id\":\"c-1\",\"name\":\"Brugs\"}]}")))
                .containsExactly(entry("c-1", "Brugs"));
    }

    @Test
    void leavesOutBlockedAttributes() {
        assertThat(
                        lists.attributes(
                                json(
                                        "[{\"code\":\"SPORT\",\"name\":\"Sport\",\"blocked\":false},{\"code\":\"OLD\",\"blocked\":true}]")))
                .containsExactly(entry("SPORT", "Sport"));
    }

    @Test
    void findsMembersOfMembershipInsideOrBesideIt() {
        String members =
                "\"members\":[{\"role\":\"member\",\"member\":{\"memberId\":\"AB-1\"}},{\"role\":\"anonymous\"}]";

        assertThat(lists.memberIds(json("{\"membership\":{" + members + "}}"))).containsExactly("ab-1");
        assertThat(lists.memberIds(json("{\"membership\":{}," + members + "}"))).containsExactly("ab-1");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> lists.countries(json("{}")))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("countries")
                .hasMessageContaining("check that api-url");
    }

    private static JsonNode json(String text) {
        return Json.read(text).orElseThrow();
    }
}
