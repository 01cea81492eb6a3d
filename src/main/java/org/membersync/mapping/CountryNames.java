package org.membersync.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;

/** The names under which a list may know a country. */
final class CountryNames {

    /** Names in use that Java's own tables do not have. */
    private static final Map<String, List<String>> ALSO = Map.ofEntries(
            Map.entry("CZ", List.of("Czech Republic", "Czechia")),
            Map.entry("FO", List.of("Faroe Islands", "Faeroe Islands")),
            Map.entry("GB", List.of("Great Britain", "England")),
            Map.entry("KR", List.of("South Korea", "Korea, Republic of")),
            Map.entry("MK", List.of("Macedonia", "North Macedonia")),
            Map.entry("NL", List.of("The Netherlands", "Holland")),
            Map.entry("RU", List.of("Russian Federation")),
            Map.entry("TR", List.of("Turkey", "Türkiye")),
            Map.entry("US", List.of("United States of America", "USA")),
            Map.entry("VN", List.of("Viet Nam")));

    private CountryNames() {}

    /** The code, Business Central's name, and the country's English and Danish names. */
    static List<String> of(String code, String displayName) {
        Locale country = new Locale.Builder().setRegion(region(code)).build();
        List<String> names = new ArrayList<>(List.of(code, displayName));
        names.add(country.getDisplayCountry(Locale.ENGLISH));
        names.add(country.getDisplayCountry(Locale.forLanguageTag("da")));
        names.addAll(ALSO.getOrDefault(country.getCountry(), List.of()));
        try {
            names.add(country.getISO3Country());
        } catch (MissingResourceException notAnIsoCountry) {
            return names;
        }
        return names;
    }

    /** The ISO code of the country with that name, in any letter case; empty when no country is known by it. */
    static Optional<String> codeOf(String name) {
        String wanted = name.strip();
        return wanted.isEmpty()
                ? Optional.empty()
                : Arrays.stream(Locale.getISOCountries())
                        .filter(code -> of(code, "").stream().anyMatch(wanted::equalsIgnoreCase))
                        .findFirst();
    }

    /** The region of a two-letter code; the European Union writes two countries in its own way. */
    private static String region(String code) {
        String upper = code.strip().toUpperCase(Locale.ROOT);
        return switch (upper) {
            case "EL" -> "GR";
            case "UK" -> "GB";
            default -> upper.matches("[A-Z]{2}") ? upper : "";
        };
    }
}
