package org.membersync.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.membersync.member.FieldValue;

/** Shows list members as HeyLoyalty does, in the newer form or flat as older answers are. */
final class EntryJson {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final ListFields fields;
    private volatile boolean flat;

    EntryJson(ListFields fields) {
        this.fields = fields;
    }

    void flat(boolean older) {
        flat = older;
    }

    static String time(Instant time) {
        return time == null ? null : TIME.format(time);
    }

    Map<String, Object> show(ListEntry entry) {
        return show(entry, flat);
    }

    /** In the form of older answers and of webhooks. */
    Map<String, Object> showFlat(ListEntry entry) {
        return show(entry, true);
    }

    private Map<String, Object> show(ListEntry entry, boolean older) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", entry.id);
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("status", entry.status());
        status.put("email", entry.emailStatus);
        status.put("mobile", null);
        json.put("status", status);
        json.put("created_at", time(entry.createdAt));
        json.put("updated_at", time(entry.updatedAt));
        json.put("unsubscribed_at", time(entry.unsubscribedAt));
        json.put("imported", 0);
        json.put("sent_mail", 0);
        json.put("open_rate", 0);
        Map<String, Object> shown = older ? json : new LinkedHashMap<>();
        for (SimulatedField field : fields.all()) {
            FieldValue value = entry.fields.getOrDefault(field.name(), FieldValue.empty());
            shown.put(field.name(), older ? older(field, value) : newer(field, value));
        }
        if (!older) {
            json.put("fields", shown);
        }
        return json;
    }

    private static Map<String, Object> newer(SimulatedField field, FieldValue value) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("value", field.format().equals("multi") ? value.values() : plain(field, value));
        if (!field.options().isEmpty()) {
            Map<String, String> chosen = new LinkedHashMap<>();
            value.values().forEach(id -> chosen.put(id, field.options().getOrDefault(id, "")));
            json.put("options", chosen);
        }
        return json;
    }

    private static Object older(SimulatedField field, FieldValue value) {
        List<Map<String, String>> chosen = value.values().stream()
                .map(id -> Map.of("id", id, "value", field.options().getOrDefault(id, "")))
                .toList();
        return switch (field.format()) {
            case "multi" -> chosen;
            case "choice" -> chosen.isEmpty() ? "" : chosen.get(0);
            default -> plain(field, value);
        };
    }

    private static String plain(SimulatedField field, FieldValue value) {
        return value.isEmpty() && field.format().equals("date") ? "0000-00-00" : value.text();
    }
}
