package org.membersync.mapping;

import java.util.Map;

/**
 * One field of the live HeyLoyalty list.
 *
 * @param name the field's name as the API spells it
 * @param format {@code text}, {@code number}, {@code date}, {@code boolean}, {@code choice} or {@code multi}
 * @param options option id to label for {@code choice} and {@code multi}, else empty
 * @param label what HeyLoyalty's pages call the field, empty when the list does not say
 */
public record ListField(String name, String format, Map<String, String> options, String label) {

    public ListField {
        options = Map.copyOf(options);
    }

    /** A field whose label does not matter. */
    public ListField(String name, String format, Map<String, String> options) {
        this(name, format, options, "");
    }
}
