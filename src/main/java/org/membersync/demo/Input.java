package org.membersync.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a writing call to HeyLoyalty sends: JSON, multipart form data, an url-encoded form or the query string. */
final class Input {

    private final Map<String, Object> values;

    private Input(Map<String, Object> values) {
        this.values = values;
    }

    static Input of(Call call) {
        Map<String, Object> values = new LinkedHashMap<>(call.query().values());
        String type = call.header("Content-Type");
        String text = new String(call.body(), StandardCharsets.UTF_8);
        if (type.startsWith("multipart/form-data")) {
            values.putAll(Multipart.read(type, call.body()).values());
        } else if (text.stripLeading().startsWith("{") || type.startsWith("application/json")) {
            values.putAll(json(call.body()));
        } else {
            values.putAll(Form.urlEncoded(text).values());
        }
        return new Input(values);
    }

    private static Map<String, Object> json(byte[] body) {
        try {
            JsonNode node = Json.read(body);
            Map<String, Object> values = new LinkedHashMap<>();
            node.properties().forEach(field -> values.put(field.getKey(), value(field.getValue())));
            return values;
        } catch (IOException e) {
            throw HeyLoyaltyError.invalid("The body is not JSON");
        }
    }

    private static Object value(JsonNode node) {
        if (!node.isContainerNode()) {
            return node.isNull() ? "" : node.asText();
        }
        Map<String, Object> several = new LinkedHashMap<>();
        if (node.isArray()) {
            node.forEach(each -> several.put(String.valueOf(several.size()), value(each)));
        } else {
            node.properties().forEach(field -> several.put(field.getKey(), value(field.getValue())));
        }
        return several;
    }

    String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    List<String> texts(String name) {
        return Form.texts(values.get(name));
    }

    /** The nested part of that name. */
    Input part(String name) {
        return new Input(Form.map(values.get(name)));
    }

    /** The nested parts of a list. */
    List<Input> parts(String name) {
        List<Input> parts = new ArrayList<>();
        Form.map(values.get(name)).values().forEach(each -> parts.add(new Input(Form.map(each))));
        return parts;
    }

    /** Each name with its texts. */
    Map<String, List<String>> fields() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        values.forEach((name, value) -> fields.put(name, Form.texts(value)));
        return fields;
    }
}
