package org.membersync.heyloyalty;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.membersync.member.FieldValue;

/** The fields of an entry: under {@code fields}, or flat among HeyLoyalty's own properties. */
final class MemberFields {

    private static final Set<String> NOT_FIELDS = Set.of(
            "id",
            "list_id",
            "member_id",
            "status",
            "created_at",
            "updated_at",
            "unsubscribed_at",
            "imported",
            "sent_mail",
            "open_rate",
            "click_rate");

    private MemberFields() {}

    static Map<String, FieldValue> read(JsonNode entry) {
        Map<String, FieldValue> fields = new HashMap<>();
        JsonNode nested = entry.path("fields");
        if (nested.isArray()) {
            nested.forEach(field -> put(fields, field.path("name").asText(), field.path("value")));
        } else if (nested.isObject()) {
            nested.properties().forEach(field -> put(fields, field.getKey(), unwrapped(field.getValue())));
        } else {
            entry.properties().forEach(field -> {
                if (!NOT_FIELDS.contains(field.getKey())) {
                    put(fields, field.getKey(), field.getValue());
                }
            });
        }
        return fields;
    }

    /** Whether it is HeyLoyalty's way to say that there is no date. */
    static boolean isEmptyDate(String text) {
        return text.startsWith("0000-00-00");
    }

    private static JsonNode unwrapped(JsonNode field) {
        boolean choice = field.has("id") && !field.has("name") && !field.has("options");
        return field.isObject() && field.has("value") && !choice ? field.get("value") : field;
    }

    private static void put(Map<String, FieldValue> fields, String name, JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(option -> add(texts, option));
        } else {
            add(texts, value);
        }
        fields.put(name, FieldValue.of(texts));
    }

    private static void add(List<String> texts, JsonNode value) {
        String text = text(value).strip();
        if (!text.isEmpty() && !isEmptyDate(text)) {
            texts.add(text);
        }
    }

    /** A chosen option comes as {@code {"id":..,"value":..}}: its id counts, the value is only its label. */
    private static String text(JsonNode value) {
        if (value.isObject()) {
            return value.path(value.has("id") ? "id" : "value").asText("");
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "1" : "0";
        }
        return value.isNull() ? "" : value.asText("");
    }
}
