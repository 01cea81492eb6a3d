package org.membersync.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and values of a query string or form. Names may nest with brackets as PHP writes them: {@code a[b][]=1} and
 * {@code a[b][0]=1} both give a map {@code a} with a list-like map {@code b}.
 */
final class Form {

    private final Map<String, Object> root = new LinkedHashMap<>();

    static Form urlEncoded(String text) {
        Form form = new Form();
        for (String pair : text.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                form.add(decode(name), decode(value));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    void add(String name, String value) {
        int bracket = name.indexOf('[');
        if (bracket <= 0) {
            root.put(name, value);
            return;
        }
        List<String> path = new ArrayList<>(List.of(name.substring(0, bracket)));
        int at = bracket;
        while (at >= 0 && at < name.length() && name.charAt(at) == '[') {
            int end = name.indexOf(']', at);
            if (end < 0) {
                break;
            }
            path.add(name.substring(at + 1, end));
            at = end + 1;
        }
        put(root, path, value);
    }

    private static void put(Map<String, Object> into, List<String> path, String value) {
        String key = path.get(0).isEmpty() ? String.valueOf(into.size()) : path.get(0);
        if (path.size() == 1) {
            into.put(key, value);
            return;
        }
        Map<String, Object> inner = map(into.get(key));
        put(inner, path.subList(1, path.size()), value);
        into.put(key, inner);
    }

    /** A nested part as a map; anything else is an empty one. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : new LinkedHashMap<>();
    }

    /** The texts of a value: itself, or the entries of its list. */
    static List<String> texts(Object value) {
        if (value instanceof Map<?, ?> several) {
            return several.values().stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(String.valueOf(value));
    }

    Map<String, Object> values() {
        return root;
    }

    boolean has(String name) {
        return root.containsKey(name);
    }

    /** The plain value of that name, an empty text when there is none. */
    String get(String name) {
        Object value = root.get(name);
        return value instanceof String text ? text : "";
    }
}
