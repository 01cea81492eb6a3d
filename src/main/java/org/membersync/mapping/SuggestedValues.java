package org.membersync.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Proposed values of one field: what was matched, and as comments what was not. */
final class SuggestedValues {

    private final Map<String, String> options;
    private final Map<String, String> matched = new LinkedHashMap<>();
    private final Map<String, String> unmatched = new LinkedHashMap<>();

    private SuggestedValues(Map<String, String> options) {
        this.options = options;
    }

    /** Looks for the option of every Business Central code; {@code match} gets code and name. */
    static SuggestedValues match(
            Map<String, String> names,
            Map<String, String> options,
            BiFunction<String, String, Optional<String>> match) {
        SuggestedValues values = new SuggestedValues(options);
        Set<String> seen = new HashSet<>();
        new TreeMap<>(names).forEach((code, name) -> {
            if (seen.add(code.strip().toLowerCase(Locale.ROOT))) {
                match.apply(code, name)
                        .ifPresentOrElse(
                                option -> values.matched.put(code, option), () -> values.unmatched.put(code, name));
            }
        });
        return values;
    }

    /** Takes each label for the Business Central value, for fields whose values Business Central does not list. */
    static SuggestedValues ofLabels(Map<String, String> options) {
        Map<String, String> labels = new LinkedHashMap<>();
        new TreeMap<>(options)
                .values().stream().filter(label -> !label.isBlank()).forEach(label -> labels.put(label.strip(), label));
        return match(labels, options, (code, label) -> LabelMatch.exact(List.of(label), options));
    }

    /** The lines of a map in block form. */
    List<String> lines(String indent) {
        List<String> lines = new ArrayList<>();
        matched.forEach((code, option) -> lines.add(indent + YamlText.key(code) + ": " + YamlText.quoted(option)
                + "  # " + YamlText.comment(options.getOrDefault(option, ""))));
        if (matched.isEmpty()) {
            lines.add(indent + "{}");
        }
        unmatched.forEach((code, name) -> lines.add(indent + "# " + YamlText.comment(YamlText.key(code))
                + ": \"<option id>\"  # no match: " + YamlText.comment(name)));
        new TreeMap<>(options).forEach((id, label) -> {
            if (!matched.containsValue(id)) {
                lines.add(indent + "# unused option \"" + YamlText.comment(id) + "\": " + YamlText.comment(label));
            }
        });
        return lines;
    }
}
