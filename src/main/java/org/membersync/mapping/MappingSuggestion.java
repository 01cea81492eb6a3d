package org.membersync.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Proposals for the mapping files, made from what both sides say of themselves. Nothing is written here: the caller writes each
 * file beside the existing ones and never over them. Without {@code .suggested} in their names the files are a mapping that loads.
 */
public final class MappingSuggestion {

    private static final String SUFFIX = ".suggested.yaml";
    private static final String HEADER =
            "# A proposal: check it, then rename the file by taking .suggested out of its name.\n";

    private final Map<String, String> files = new LinkedHashMap<>();

    /**
     * What Business Central offers to be mapped.
     *
     * @param countries country code to name
     * @param stores store code to name
     * @param attributes member attribute code to name
     * @param memberships membership code to description
     */
    public record BusinessCentralValues(
            Map<String, String> countries,
            Map<String, String> stores,
            Map<String, String> attributes,
            Map<String, String> memberships) {

        public BusinessCentralValues {
            countries = Map.copyOf(countries);
            stores = Map.copyOf(stores);
            attributes = Map.copyOf(attributes);
            memberships = Map.copyOf(memberships);
        }
    }

    /**
     * Makes the proposals.
     *
     * @param heyLoyaltyCountries country id to name, as HeyLoyalty lists its countries
     */
    public MappingSuggestion(
            ListDefinition list, Map<String, String> heyLoyaltyCountries, BusinessCentralValues businessCentral) {
        SuggestedFields fields = new SuggestedFields(list, businessCentral);
        put("member", fields.lines());
        if (fields.uses("countryCode")) {
            Map<String, String> options = countryOptions(list, heyLoyaltyCountries);
            put(
                    "countries",
                    SuggestedValues.match(
                                    businessCentral.countries(),
                                    options,
                                    (code, name) -> LabelMatch.exact(CountryNames.of(code, name), options))
                            .lines(""));
        }
        if (fields.uses("storeCode")) {
            Map<String, String> options =
                    list.field("shop").map(ListField::options).orElse(Map.of());
            put(
                    "stores",
                    SuggestedValues.match(
                                    businessCentral.stores(),
                                    options,
                                    (code, name) -> LabelMatch.similar(List.of(code, name), options))
                            .lines(""));
        }
    }

    /** File name, such as {@code member.suggested.yaml}, to YAML text. */
    public Map<String, String> files() {
        return Map.copyOf(files);
    }

    /** The names of the proposed files. */
    public Set<String> fileNames() {
        return Set.copyOf(files.keySet());
    }

    private void put(String name, List<String> lines) {
        files.put(name + SUFFIX, HEADER + String.join("\n", lines) + "\n");
    }

    /** Only what the list's own field takes, when it tells. */
    private static Map<String, String> countryOptions(ListDefinition list, Map<String, String> countries) {
        Map<String, String> own = list.field("country").map(ListField::options).orElse(Map.of());
        return own.isEmpty()
                ? countries
                : own.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                option -> countries.getOrDefault(option.getKey(), option.getValue())));
    }
}
