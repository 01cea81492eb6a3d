package org.membersync.mapping;

import java.util.Map;

/**
 * One field of the live HeyLoyalty list.
 *
 * @param name the field's name as the API spells it
 * @param format {@code text}, {@code number}, {@code date}, {@code boolean}, {@code choice} or {@code multi}
 * @param options option id to label for {@code choice} and {@code multi}, else empty
 */
public record ListField(String name, String format, Map<String, String> options) {

    public ListField {
        options = Map.copyOf(options);
    }
}
