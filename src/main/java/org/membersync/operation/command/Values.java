package org.membersync.operation.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.membersync.member.FieldValue;

/** Fields of a member: their names, and only if asked for their values. */
final class Values {

    private Values() {}

    static Object json(Map<String, FieldValue> fields, boolean withValues) {
        Map<String, List<String>> sorted = new TreeMap<>();
        fields.forEach((name, value) -> sorted.put(name, value.values()));
        return withValues ? sorted : sorted.keySet();
    }

    static String text(Map<String, FieldValue> fields, boolean withValues) {
        return text(fields, Map.of(), withValues);
    }

    /** @param held what some of the fields hold now: it is shown before what they are to hold */
    static String text(Map<String, FieldValue> fields, Map<String, FieldValue> held, boolean withValues) {
        return fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> withValues
                        ? field.getKey() + "=" + before(held.get(field.getKey()))
                                + String.join(",", field.getValue().values())
                        : field.getKey())
                .collect(Collectors.joining(withValues ? "; " : ","));
    }

    private static String before(FieldValue held) {
        return held == null ? "" : (held.isEmpty() ? "(empty)" : String.join(",", held.values())) + " -> ";
    }
}
