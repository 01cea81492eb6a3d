package org.membersync.heyloyalty;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.membersync.http.Json;
import org.membersync.mapping.ListDefinition;
import org.membersync.member.FieldValue;

/** Fields of an entry as the JSON of a write: a {@code multi} field is an array, every other one a text. */
final class MemberBody {

    private MemberBody() {}

    /** An empty value clears: an empty text, or an empty array for a {@code multi} field. */
    static ObjectNode withEmpty(Map<String, FieldValue> fields, ListDefinition definition) {
        ObjectNode body = Json.object();
        new TreeMap<>(fields).forEach((name, value) -> put(body, name, value, definition));
        return body;
    }

    static ObjectNode withoutEmpty(Map<String, FieldValue> fields, ListDefinition definition) {
        Map<String, FieldValue> filled = new TreeMap<>(fields);
        filled.values().removeIf(FieldValue::isEmpty);
        return withEmpty(filled, definition);
    }

    private static void put(ObjectNode body, String name, FieldValue value, ListDefinition definition) {
        boolean multi = definition
                .field(name)
                .map(field -> "multi".equals(field.format()))
                .orElse(value.values().size() > 1);
        if (multi) {
            ArrayNode options = body.putArray(name);
            value.values().forEach(options::add);
        } else {
            body.put(name, value.text());
        }
    }
}
