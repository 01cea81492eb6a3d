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
        return fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> withValues
                        ? field.getKey() + "="
                                + String.join(",", field.getValue().values())
                        : field.getKey())
                .collect(Collectors.joining(withValues ? "; " : ","));
    }
}
