package org.membersync.mapping;

import java.util.Map;
import java.util.Optional;

/**
 * What a HeyLoyalty list says of itself.
 *
 * @param duplicates {@code allow}, {@code allow_email}, {@code allow_mobile} or {@code disallow}
 * @param fields the list's fields by name
 */
public record ListDefinition(String id, String name, String duplicates, Map<String, ListField> fields) {

    public ListDefinition {
        fields = Map.copyOf(fields);
    }

    /** The field of that name, if the list has it. */
    public Optional<ListField> field(String fieldName) {
        return Optional.ofNullable(fields.get(fieldName));
    }
}
