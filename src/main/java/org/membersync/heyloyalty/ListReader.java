package org.membersync.heyloyalty;

import static org.membersync.http.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.membersync.failure.TransientException;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.ListField;

/** Reads what HeyLoyalty says of lists and countries. */
public final class ListReader {

    /**
     * The list's definition.
     *
     * @throws TransientException with reason {@code malformed-answer} when it has no fields
     */
    public ListDefinition read(JsonNode answer) {
        JsonNode nodes = answer.path("fields");
        if (!nodes.isContainerNode()) {
            throw malformed("the list without its fields");
        }
        Map<String, ListField> fields = new LinkedHashMap<>();
        if (nodes.isArray()) {
            nodes.forEach(node -> put(fields, text(node, "name"), node));
        } else {
            nodes.properties().forEach(field -> {
                String name = text(field.getValue(), "name");
                put(fields, name.isEmpty() ? field.getKey() : name, field.getValue());
            });
        }
        return new ListDefinition(
                text(answer, "id"),
                text(answer, "name"),
                text(answer, "country_id"),
                text(answer, "duplicates"),
                fields);
    }

    /** Country id to name, in HeyLoyalty's order. */
    public Map<String, String> readCountries(JsonNode answer) {
        if (!answer.isContainerNode()) {
            throw malformed("no countries");
        }
        return options(answer);
    }

    /** List id to name, in HeyLoyalty's order. */
    public Map<String, String> readLists(JsonNode answer) {
        return options(answer.isArray() ? answer : answer.path("lists"));
    }

    private static void put(Map<String, ListField> fields, String name, JsonNode node) {
        String format = text(node, "format");
        if (!name.isEmpty()) {
            fields.put(
                    name,
                    new ListField(
                            name,
                            format.isEmpty() ? "text" : format,
                            options(node.path("options")),
                            text(node, "label")));
        }
    }

    private static Map<String, String> options(JsonNode nodes) {
        Map<String, String> options = new LinkedHashMap<>();
        if (nodes.isArray()) {
            nodes.forEach(node -> options.put(text(node, "id"), label(node)));
        } else {
            nodes.properties().forEach(option -> options.put(option.getKey(), label(option.getValue())));
        }
        options.remove("");
        return Collections.unmodifiableMap(options);
    }

    private static String label(JsonNode option) {
        if (option.isValueNode()) {
            return option.asText("").strip();
        }
        for (String property : new String[] {"label", "name", "value"}) {
            if (option.hasNonNull(property)) {
                return text(option, property);
            }
        }
        return "";
    }

    private static TransientException malformed(String what) {
        return new TransientException(
                "malformed-answer",
                "HeyLoyalty told " + what
                        + ": it is asked again; if it stays so, check membersync.heyloyalty.list-id and"
                        + " api-url (MEMBERSYNC_HEYLOYALTY_LISTID, MEMBERSYNC_HEYLOYALTY_APIURL)",
                null);
    }
}
