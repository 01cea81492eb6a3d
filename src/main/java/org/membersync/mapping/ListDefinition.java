package org.membersync.mapping;

import java.util.Map;
import java.util.Optional;

/**
 * What a HeyLoyalty list says of itself.
 *
 * @param countryId HeyLoyalty's id of the list's country, an option of the field {@code country}; empty when it does not say
 * @param duplicates {@code allow}, {@code allow_email}, {@code allow_mobile} or {@code disallow}
 * @param fields the list's fields by name
 */
public record ListDefinition(
        String id, String name, String countryId, String duplicates, Map<String, ListField> fields) {

    public ListDefinition {
        fields = Map.copyOf(fields);
    }

    /** A list that does not say its country. */
    public ListDefinition(String id, String name, String duplicates, Map<String, ListField> fields) {
        this(id, name, "", duplicates, fields);
    }

    /** The ISO code of the list's country, two letters; empty when it is not known. */
    public String region() {
        return field("country")
                .map(field -> field.options().get(countryId))
                .flatMap(CountryNames::codeOf)
                .orElse("");
    }

    /** The field of that name, if the list has it. */
    public Optional<ListField> field(String fieldName) {
        return Optional.ofNullable(fields.get(fieldName));
    }
}
