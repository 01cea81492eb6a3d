package org.membersync.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.membersync.member.FieldValue;

/** Field values as the tables keep them. */
final class FieldJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<String>> VALUE = new TypeReference<>() {};
    private static final TypeReference<TreeMap<String, List<String>>> FIELDS = new TypeReference<>() {};

    private FieldJson() {}

    static String write(FieldValue value) {
        return json(value.values());
    }

    static FieldValue readValue(String text) {
        try {
            return FieldValue.of(JSON.readValue(text, VALUE));
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    static String write(Map<String, FieldValue> fields) {
        Map<String, List<String>> plain = new TreeMap<>();
        fields.forEach((name, value) -> plain.put(name, value.values()));
        return json(plain);
    }

    static Map<String, FieldValue> readFields(String text) {
        try {
            Map<String, FieldValue> fields = new TreeMap<>();
            JSON.readValue(text, FIELDS).forEach((name, values) -> fields.put(name, FieldValue.of(values)));
            return fields;
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    private static String json(Object plain) {
        try {
            return JSON.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts always become JSON", e);
        }
    }

    /** The parser's own text would quote the values. */
    private static IllegalStateException unreadable(JsonProcessingException e) {
        return new IllegalStateException("Field values in the database are not readable (at "
                + e.getLocation().offsetDescription() + "): restore it from a backup");
    }
}
