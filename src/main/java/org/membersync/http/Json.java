package org.membersync.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** JSON bodies of requests and answers. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /** The object or array in the body; empty when the body is missing, cut off, or something else such as HTML. */
    public static Optional<JsonNode> read(String body) {
        if (body == null || body.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readTree(body)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException unreadable) {
            // The parser's text may quote the body, and with it personal data: it is dropped.
            return Optional.empty();
        }
    }

    /** A new empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The node as text of a body. */
    public static String write(JsonNode node) {
        return node.toString();
    }

    /** The property as trimmed text: numbers and truths as their text, an empty text for missing, null and containers. */
    public static String text(JsonNode node, String property) {
        return node.path(property).asText("").strip();
    }
}
