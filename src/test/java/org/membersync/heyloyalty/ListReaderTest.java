package org.membersync.heyloyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.ListField;

class ListReaderTest {

    private final ListReader reader = new ListReader();

    @Test
    void readsFieldsByName() {
        ListDefinition list = reader.read(json("""
                        {"id":1717,"name":"Kunder","country_id":53,"duplicates":"disallow","fields":{
                          "firstname":{"id":1,"type":"fixed","format":"text","name":"firstname","label":"Fornavn"},
                          "sex":{"format":"choice","options":{"1":"Mand","2":"Kvinde"}},"odd":{}}}
                        """));

        assertThat(list.id()).isEqualTo("1717");
        assertThat(list.name()).isEqualTo("Kunder");
        assertThat(list.duplicates()).isEqualTo("disallow");
        assertThat(list.countryId()).isEqualTo("53");
        assertThat(list.fields())
                .containsOnly(
                        entry("firstname", new ListField("firstname", "text", Map.of(), "Fornavn")),
                        entry("sex", new ListField("sex", "choice", Map.of("1", "Mand", "2", "Kvinde"))),
                        entry("odd", new ListField("odd", "text", Map.of())));
    }

    @Test
    void readsFieldsAsArray() {
        ListDefinition list = reader.read(json("""
                        {"id":"1","fields":[{"name":"interests","format":"multi",
                          "options":[{"id":7,"label":"Musik"},{"id":8,"value":"Bøger"}]}]}
                        """));

        assertThat(list.field("interests"))
                .contains(new ListField("interests", "multi", Map.of("7", "Musik", "8", "Bøger")));
    }

    @Test
    void readsCountriesAndLists() {
        assertThat(reader.readCountries(json("{\"53\":\"Denmark\",\"3\":\"Afghanistan\"}")))
                .containsExactly(entry("53", "Denmark"), entry("3", "Afghanistan"));
        assertThat(reader.readLists(json("[{\"id\":1,\"name\":\"Kunder\",\"members\":5}]")))
                .containsExactly(entry("1", "Kunder"));
    }

    @Test
    void namesTheSettingsWhenThereAreNoFields() {
        assertThatThrownBy(() -> reader.read(json("{\"id\":1}")))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("MEMBERSYNC_HEYLOYALTY_LISTID");
    }

    private static JsonNode json(String text) {
        return Json.read(text).orElseThrow();
    }
}
