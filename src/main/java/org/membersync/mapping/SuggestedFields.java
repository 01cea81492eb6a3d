package org.membersync.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.membersync.mapping.MappingSuggestion.BusinessCentralValues;

/** The proposed {@code member.yaml}: every Business Central field whose counterpart the list seems to have. */
final class SuggestedFields {

    /** Business Central field to the names its counterpart usually has, HeyLoyalty's own first. */
    private static final Map<String, List<String>> USUAL = usual();

    private final ListDefinition list;
    private final BusinessCentralValues businessCentral;
    private final Map<String, ListField> pairs = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<String> unmatched = new ArrayList<>();

    SuggestedFields(ListDefinition list, BusinessCentralValues businessCentral) {
        this.list = list;
        this.businessCentral = businessCentral;
        USUAL.forEach((bc, names) -> pair(bc, fixed(names)));
        new TreeMap<>(businessCentral.attributes())
                .forEach((code, name) -> pair(BusinessCentralField.ATTRIBUTE + code, attribute(code, name)));
    }

    /** Whether that Business Central field found its counterpart. */
    boolean uses(String bc) {
        return pairs.containsKey(bc);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(pairs.isEmpty() ? "fields: []" : "fields:");
        pairs.forEach((bc, field) -> lines.addAll(lines(bc, field)));
        unmatched.forEach(bc -> lines.add("  # - { bc: " + YamlText.comment(YamlText.key(bc))
                + ", heyloyalty: <field> }  # no field of the list resembles it"));
        new TreeSet<>(list.fields().keySet())
                .stream()
                        .filter(name -> !taken.contains(name))
                        .forEach(name -> lines.add(
                                "  # - { bc: <field>, heyloyalty: " + YamlText.comment(YamlText.key(name)) + " }"));
        return lines;
    }

    private void pair(String bc, Optional<String> name) {
        Optional<ListField> field = name.flatMap(list::field);
        if (field.isPresent() && taken.add(field.get().name())) {
            pairs.put(bc, field.get());
        } else {
            unmatched.add(bc);
        }
    }

    private Optional<String> fixed(List<String> names) {
        return names.stream().filter(name -> list.fields().containsKey(name)).findFirst();
    }

    private Optional<String> attribute(String code, String name) {
        Map<String, String> free = list.fields().keySet().stream()
                .filter(field -> !taken.contains(field))
                .collect(Collectors.toMap(field -> field, field -> field));
        List<String> names = List.of(code, name);
        return LabelMatch.exact(names, free).or(() -> LabelMatch.similar(names, free));
    }

    private List<String> lines(String bc, ListField field) {
        List<String> lines = new ArrayList<>();
        lines.add("  - bc: " + YamlText.key(bc));
        lines.add("    heyloyalty: " + YamlText.key(field.name()));
        if (!BusinessCentralField.named(bc).map(BusinessCentralField::writable).orElse(true)) {
            lines.add("    direction: to-heyloyalty");
        }
        switch (bc) {
            case "countryCode" -> lines.add("    valuesFrom: countries.yaml");
            case "storeCode" -> lines.add("    valuesFrom: stores.yaml");
            case "gender" -> {
                lines.addAll(List.of("    onUnmapped: skip-field", "    whenEmpty: keep"));
                values(
                        lines,
                        SuggestedValues.match(
                                genders(),
                                field.options(),
                                (code, name) -> LabelMatch.exact(List.of(code, name), field.options())));
            }
            case "membership.code" -> {
                if (hasOptions(field)) {
                    values(
                            lines,
                            SuggestedValues.match(
                                    businessCentral.memberships(),
                                    field.options(),
                                    (code, name) -> LabelMatch.similar(List.of(code, name), field.options())));
                }
            }
            default -> {
                if (hasOptions(field)) {
                    if (field.format().equals("multi")) {
                        lines.add("    multiple: true");
                    }
                    values(lines, SuggestedValues.ofLabels(field.options()));
                }
            }
        }
        return lines;
    }

    private static void values(List<String> lines, SuggestedValues values) {
        lines.add("    values:");
        lines.addAll(values.lines("      "));
    }

    private static boolean hasOptions(ListField field) {
        return field.format().equals("choice") || field.format().equals("multi");
    }

    /** With their Danish names, because labels are written by people in Denmark as often as not. */
    private static Map<String, String> genders() {
        return Map.of("male", "Mand", "female", "Kvinde");
    }

    private static Map<String, List<String>> usual() {
        Map<String, List<String>> usual = new LinkedHashMap<>();
        usual.put("firstName", List.of("firstname"));
        usual.put("lastName", List.of("lastname"));
        usual.put("email", List.of("email"));
        usual.put("phoneNo", List.of("mobile"));
        usual.put("gender", List.of("sex"));
        usual.put("birthday", List.of("birthdate"));
        usual.put("address", List.of("address"));
        usual.put("postCode", List.of("postalcode"));
        usual.put("city", List.of("city"));
        usual.put("countryCode", List.of("country"));
        usual.put("storeCode", List.of("shop"));
        usual.put("membership.code", List.of("membership", "membership_code"));
        usual.put("membership.number", List.of("membership_no", "membership_number"));
        usual.put("membership.issueDate", List.of("member_since", "issue_date", "issued_on"));
        usual.put("membership.validUntil", List.of("valid_until"));
        usual.put("membership.itemNumber", List.of("membership_item", "item_no"));
        return usual;
    }
}
