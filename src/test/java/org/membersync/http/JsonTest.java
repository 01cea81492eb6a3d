package org.membersync.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "<html></html>", "{\"a\":1", "{\"a\":1} rest", "\"text\"", "null"})
    void readsNothingFromWhatIsNoWholeObjectOrArray(String body) {
        assertThat(Json.read(body)).isEmpty();
    }

    @Test
    void readsTextsOfAllKinds() {
        JsonNode node = Json.read("{\"a\":\" x \",\"b\":7,\"c\":true,\"d\":null,\"e\":{}}")
                .orElseThrow();

        assertThat(Json.text(node, "a")).isEqualTo("x");
        assertThat(Json.text(node, "b")).isEqualTo("7");
        assertThat(Json.text(node, "c")).isEqualTo("true");
        assertThat(Json.text(node, "d")).isEmpty();
        assertThat(Json.text(node, "e")).isEmpty();
        assertThat(Json.text(node, "f")).isEmpty();
    }
}
