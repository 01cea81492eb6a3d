package org.membersync.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.membersync.failure.PermanentException;
import org.membersync.member.FieldValue;

/** Turns a HeyLoyalty value into Business Central's text (behaviour I7, I8). */
final class InboundTransform {

    private final MemberMapping mapping;
    private final ListDefinition list;

    InboundTransform(MemberMapping mapping, ListDefinition list) {
        this.mapping = mapping;
        this.list = list;
    }

    BusinessCentralText transform(FieldMapping field, FieldValue value) {
        if (!field.isTranslated()) {
            return fitting(field, new BusinessCentralText(plain(field, value), Map.of()));
        }
        Map<String, String> created = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (String option : value.values()) {
            field.bcValueOf(option)
                    .or(() -> isNothing(field, option) ? Optional.of("") : Optional.empty())
                    .or(() -> create(field, option, created))
                    .filter(word -> !word.isEmpty())
                    .ifPresent(words::add);
        }
        String text = field.multiple() ? String.join(field.separator(), inOrder(field, words)) : first(words);
        return fitting(field, new BusinessCentralText(text, created));
    }

    private String plain(FieldMapping field, FieldValue value) {
        String text = String.join(field.separator(), value.values());
        boolean date = list.field(field.heyloyalty())
                .map(target -> target.format().equals("date"))
                .orElse(false);
        return date ? ListFieldFormat.date(text).orElse(text) : text;
    }

    /** The option that HeyLoyalty gets when Business Central holds nothing means nothing on the way back. */
    private static boolean isNothing(FieldMapping field, String option) {
        return option.strip().equals(field.defaultValue().strip());
    }

    private Optional<String> create(FieldMapping field, String option, Map<String, String> created) {
        String label = list.field(field.heyloyalty())
                .map(target -> target.options().getOrDefault(option.strip(), ""))
                .orElse("");
        String word = label.strip().toUpperCase(Locale.ROOT);
        boolean usable = field.autoCreate()
                && !word.isEmpty()
                && field.optionOf(word).isEmpty()
                && !created.containsKey(word)
                && !(field.multiple() && word.contains(field.separator()));
        if (!usable) {
            throw new PermanentException(
                    "unknown-option",
                    "Option \"" + option + "\" of HeyLoyalty's " + field.heyloyalty()
                            + " has no Business Central value. Add  <value>: " + "\"" + option + "\"  to the values of "
                            + field.bc() + " in " + place(field)
                            + (field.autoCreate() ? " (autoCreate cannot: its label gives no new value)" : ""));
        }
        created.put(word, option.strip());
        return Optional.of(word);
    }

    private String place(FieldMapping field) {
        return field.valuesFile().equals(mapping.fileName())
                ? mapping.fileName() + ":" + field.line()
                : field.valuesFile();
    }

    /** The order of the mapping file, and what was created behind it, so that the order on the list never looks like a change. */
    private static List<String> inOrder(FieldMapping field, List<String> words) {
        List<String> ordered = new ArrayList<>(
                field.values().keySet().stream().filter(words::contains).toList());
        words.stream().filter(word -> !ordered.contains(word)).forEach(ordered::add);
        return ordered;
    }

    private static String first(List<String> words) {
        return words.isEmpty() ? "" : words.get(0);
    }

    private BusinessCentralText fitting(FieldMapping field, BusinessCentralText text) {
        int limit = BusinessCentralField.named(field.bc())
                .map(BusinessCentralField::maxLength)
                .orElse(Integer.MAX_VALUE);
        if (text.text().length() > limit) {
            throw new PermanentException(
                    "refused-value",
                    "HeyLoyalty's " + field.heyloyalty() + " holds more than the " + limit + " characters that "
                            + field.bc() + " takes in Business Central: shorten it in HeyLoyalty");
        }
        return text;
    }
}
