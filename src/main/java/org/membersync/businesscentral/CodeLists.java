package org.membersync.businesscentral;

import static org.membersync.http.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.membersync.failure.TransientException;

/** Reads the short lists of codes: code to name, in Business Central's order. */
public final class CodeLists {

    /** Country code to name. */
    public Map<String, String> countries(JsonNode answer) {
        return names(answer.path("value"), "code", "displayName", "countries");
    }

    /** Store code to name. */
    public Map<String, String> collectStores(JsonNode answer) {
        return names(answer.path("value"), "code", "name", "collect stores");
    }

    /** Membership code to description. */
    public Map<String, String> membershipSetups(JsonNode answer) {
        return names(answer.path("value"), "code", "description", "membership setups");
    }

    /** Company id to name. */
    public Map<String, String> companies(JsonNode answer) {
        return names(answer.path("value"), "id", "name", "companies");
    }

    /** Attribute code to name; blocked attributes are left out. */
    public Map<String, String> attributes(JsonNode answer) {
        List<JsonNode> open = new ArrayList<>();
        rows(answer, "attribute definitions").forEach(row -> {
            if (!row.path("blocked").asBoolean()) {
                open.add(row);
            }
        });
        return names(open, "code", "name");
    }

    /** Membership code to the item that makes a new membership of it; the first of several. */
    public Map<String, String> membershipItems(JsonNode answer) {
        Map<String, String> items = new LinkedHashMap<>();
        rows(answer.path("items"), "items of the membership catalog").forEach(item -> {
            if (text(item, "type").equalsIgnoreCase("newMembership")) {
                items.putIfAbsent(text(item, "membershipCode"), text(item, "itemNumber"));
            }
        });
        items.values().removeIf(String::isEmpty);
        return Collections.unmodifiableMap(items);
    }

    /** The ids of the members of a membership, in lower case. */
    public List<String> memberIds(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        for (JsonNode row : rows(answer.path("membership").path("members"), answer.path("members"))) {
            String id = text(row.path("member"), "memberId").toLowerCase(Locale.ROOT);
            if (!id.isEmpty()) {
                ids.add(id);
            }
        }
        return List.copyOf(ids);
    }

    /** The ids of the members that a search found, in lower case. */
    public List<String> foundMemberIds(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.path("members").forEach(member -> {
            String id = text(member, "memberId").toLowerCase(Locale.ROOT);
            if (!id.isEmpty()) {
                ids.add(id);
            }
        });
        return List.copyOf(ids);
    }

    private static JsonNode rows(JsonNode inside, JsonNode beside) {
        return rows(inside.isArray() ? inside : beside, "members of a membership");
    }

    private static Map<String, String> names(JsonNode rows, String code, String name, String what) {
        return names(rows(rows, what), code, name);
    }

    private static Map<String, String> names(Iterable<JsonNode> rows, String code, String name) {
        Map<String, String> names = new LinkedHashMap<>();
        rows.forEach(row -> names.put(text(row, code), text(row, name)));
        names.remove("");
        return Collections.unmodifiableMap(names);
    }

    private static JsonNode rows(JsonNode rows, String what) {
        if (!rows.isArray()) {
            throw new TransientException(
                    "malformed-answer",
                    "Business Central answered without the " + what + ": check that api-url and retail-api-url of"
                            + " membersync.business-central lead to Business Central",
                    null);
        }
        return rows;
    }
}
