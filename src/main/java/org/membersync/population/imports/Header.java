package org.membersync.population.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which column holds what: {@code id}, when and whether somebody unsubscribed, and the contact. */
class Header {

    /** Columns that HeyLoyalty exports beside the list's fields. */
    private static final Set<String> KNOWN = Set.of(
            "id",
            "status",
            "status_email",
            "unsubscribed_at",
            "created_at",
            "updated_at",
            "imported_at",
            "subscribed_at",
            "list_id");

    private final Map<String, Integer> columns = new HashMap<>();
    private final List<String> ignored = new ArrayList<>();
    private final int width;
    private final String emailField;
    private final String phoneField;

    /**
     * @param fields the mapped fields of the list
     * @param emailField the list's field of the e-mail address, empty when it is not mapped
     * @param phoneField the same of the phone number
     * @throws ImportRefusedException when there is no id, or a column of ours twice
     */
    Header(Line line, Set<String> fields, String emailField, String phoneField) {
        this.width = line.values().size();
        this.emailField = emailField;
        this.phoneField = phoneField;
        for (int i = 0; i < width; i++) {
            String name = line.values().get(i).strip().toLowerCase(Locale.ROOT);
            boolean taken = columns.putIfAbsent(name, i) != null;
            if (taken && (KNOWN.contains(name) || fields.contains(name))) {
                throw new ImportRefusedException("The header has the column " + name
                        + " twice. Nothing was imported: rename or take away one of the two");
            }
            if (!KNOWN.contains(name) && !fields.contains(name) && !name.isEmpty()) {
                ignored.add(name);
            }
        }
        if (!columns.containsKey("id")) {
            throw new ImportRefusedException(
                    "The first row has no column id. Nothing was imported: export the list with"
                            + " HeyLoyalty's member id, and leave the header in the first row");
        }
    }

    /** The names of the columns that nobody knows. */
    List<String> ignored() {
        return List.copyOf(ignored);
    }

    int width() {
        return width;
    }

    /** The row's value of that column, empty when there is none. */
    String value(Line line, String column) {
        Integer index = columns.get(column);
        return index == null || index >= line.values().size()
                ? ""
                : line.values().get(index).strip();
    }

    /** The index of that column, -1 when there is none. */
    int index(String column) {
        return columns.getOrDefault(column, -1);
    }

    String email(Line line) {
        return emailField.isEmpty() ? "" : value(line, emailField);
    }

    String phone(Line line) {
        return phoneField.isEmpty() ? "" : value(line, phoneField);
    }
}
