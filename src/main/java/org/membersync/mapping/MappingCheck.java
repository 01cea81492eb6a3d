package org.membersync.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the mapping files with the live HeyLoyalty list (behaviour R5). */
public final class MappingCheck {

    private static final Set<String> FORMATS_WITH_OPTIONS = Set.of("choice", "multi");

    private MappingCheck() {}

    /** Every field or option that the list does not have, and every format that does not fit; empty when all is well. */
    public static List<MappingProblem> against(MemberMapping mapping, ListDefinition list) {
        List<MappingProblem> problems = new ArrayList<>();
        for (FieldMapping field : mapping.fields()) {
            Optional<ListField> target = list.field(field.heyloyalty());
            if (target.isPresent()) {
                checkFormat(mapping, field, target.get(), problems);
            } else {
                problems.add(problem(
                        mapping,
                        field,
                        "HeyLoyalty's list " + list.id() + " has no such field",
                        SimilarWord.hint(field.heyloyalty(), list.fields().keySet())
                                + "Create it on the list, or correct or remove it here"));
            }
        }
        return List.copyOf(problems);
    }

    private static void checkFormat(
            MemberMapping mapping, FieldMapping field, ListField target, List<MappingProblem> problems) {
        boolean hasOptions = FORMATS_WITH_OPTIONS.contains(target.format());
        String is = "HeyLoyalty's field is a " + target.format() + " field";
        if (hasOptions && !field.isTranslated()) {
            problems.add(problem(
                    mapping,
                    field,
                    is + " but the mapping has no values",
                    "Add values or valuesFrom with its option ids"));
        }
        if (field.multiple() && !target.format().equals("multi")) {
            problems.add(problem(
                    mapping, field, is + " but the mapping says multiple", "Remove multiple or map a multi field"));
        }
        if (field.isTranslated() && !field.multiple() && target.format().equals("multi")) {
            problems.add(problem(
                    mapping,
                    field,
                    is + " but the mapping takes one value only",
                    "Add multiple: true or map a choice field"));
        }
        if (hasOptions) {
            checkOptions(mapping, field, target, problems);
        }
    }

    private static void checkOptions(
            MemberMapping mapping, FieldMapping field, ListField target, List<MappingProblem> problems) {
        for (Map.Entry<String, String> value : field.values().entrySet()) {
            if (!target.options().containsKey(value.getValue().strip())) {
                problems.add(new MappingProblem(
                        field.valuesFile(),
                        field.valueLines().getOrDefault(value.getKey(), field.line()),
                        value.getKey(),
                        noOption(target, value.getValue()),
                        mending(target, value.getValue())));
            }
        }
        String given = field.defaultValue();
        if (!given.isEmpty() && !target.options().containsKey(given.strip())) {
            problems.add(problem(mapping, field, "default: " + noOption(target, given), mending(target, given)));
        }
    }

    private static String noOption(ListField target, String option) {
        return "HeyLoyalty's field " + target.name() + " has no option \"" + option + "\"";
    }

    /** The usual mistake is a label in the place of its id. */
    static String mending(ListField target, String option) {
        return target.options().entrySet().stream()
                .filter(known -> known.getValue().strip().equalsIgnoreCase(option.strip()))
                .findFirst()
                .map(known -> "Write its id instead of its label: \"" + known.getKey() + "\"")
                .orElse("Create it on the list or write the id of one that exists");
    }

    private static MappingProblem problem(MemberMapping mapping, FieldMapping field, String problem, String mending) {
        return new MappingProblem(mapping.fileName(), field.line(), field.heyloyalty(), problem, mending);
    }
}
