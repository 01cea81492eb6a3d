package org.membersync.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What one key or field of the mapping file asks of another. Takes files whose form is wrong, and passes over that. */
final class MappingRules {

    private final YamlTree tree;
    private final Consumer<MappingProblem> problems;
    private final Map<String, Integer> targets = new HashMap<>();

    MappingRules(YamlTree tree, Consumer<MappingProblem> problems) {
        this.tree = tree;
        this.problems = problems;
    }

    void check() {
        JsonNode fields = tree.root().path("fields");
        for (int i = 0; i < fields.size(); i++) {
            check(fields.get(i), List.of("fields", String.valueOf(i)));
        }
    }

    /** The same value in two spellings would leave open which option counts. */
    static void checkValues(YamlTree tree, JsonNode values, List<String> path, Consumer<MappingProblem> problems) {
        Map<String, Integer> seen = new HashMap<>();
        values.fieldNames().forEachRemaining(value -> {
            int line = tree.line(YamlTree.below(path, value));
            Integer first = seen.putIfAbsent(value.strip().toLowerCase(Locale.ROOT), line);
            if (first != null) {
                problems.accept(new MappingProblem(
                        tree.file(), line, value, "is the same value as in line " + first, "Remove one of them"));
            }
        });
    }

    private void check(JsonNode field, List<String> path) {
        String bc = field.path("bc").asText();
        boolean hasValues = field.has("values") || field.has("valuesFrom");
        if (field.has("values") && field.has("valuesFrom")) {
            tell(path, "valuesFrom", "the field has values already", "Keep either values or valuesFrom");
        }
        if (field.path("multiple").asBoolean() && !hasValues) {
            tell(path, "multiple", "a multiple field needs values", "Add values or valuesFrom");
        }
        if (field.has("separator") && !field.path("multiple").asBoolean()) {
            tell(path, "separator", "is for a field with several values", "Add multiple: true or remove it");
        }
        if (field.path("autoCreate").asBoolean() && !hasValues) {
            tell(path, "autoCreate", "has no values to add to", "Add values or valuesFrom; values: {} will do");
        }
        if (field.path("bc").isTextual() && !bc.isBlank()) {
            checkSource(path, bc, field);
        }
        checkValues(tree, field.path("values"), YamlTree.below(path, "values"), problems);
        checkTargets(path, bc, field);
    }

    private void checkSource(List<String> path, String bc, JsonNode field) {
        Optional<BusinessCentralField> source = BusinessCentralField.named(bc);
        if (source.isEmpty()) {
            tell(
                    path,
                    "bc",
                    "\"" + bc + "\" is not a field of a Business Central member",
                    SimilarWord.hint(bc, BusinessCentralField.names()) + "The fields are "
                            + String.join(", ", BusinessCentralField.names()) + " and attribute.CODE");
            return;
        }
        if (!source.get().writable() && !direction(field).equals("to-heyloyalty")) {
            tell(
                    path,
                    field.has("direction") ? "direction" : "bc",
                    bc + " cannot be written to Business Central",
                    "Set direction: to-heyloyalty");
        }
        if (bc.equals("gender")) {
            checkGenders(YamlTree.below(path, "values"), field.path("values"));
        }
    }

    private void checkGenders(List<String> path, JsonNode values) {
        List<String> genders = BusinessCentralField.genders();
        values.fieldNames().forEachRemaining(value -> {
            if (!genders.contains(value.strip().toLowerCase(Locale.ROOT))) {
                tell(
                        path,
                        value,
                        "is not a gender of Business Central",
                        SimilarWord.hint(value, genders) + "There are " + String.join(", ", genders));
            }
        });
    }

    private void checkTargets(List<String> path, String bc, JsonNode field) {
        String direction = direction(field);
        if (!direction.equals("to-bc")) {
            checkTarget(path, "heyloyalty", field.path("heyloyalty").asText(), "HeyLoyalty", "to-bc");
        }
        if (!direction.equals("to-heyloyalty")) {
            String target = bc.startsWith(BusinessCentralField.ATTRIBUTE) ? bc.toUpperCase(Locale.ROOT) : bc;
            checkTarget(path, "bc", target, "Business Central", "to-heyloyalty");
        }
    }

    private void checkTarget(List<String> path, String key, String name, String side, String otherDirection) {
        if (name.isBlank()) {
            return;
        }
        Integer first = targets.putIfAbsent(key + " " + name, tree.line(YamlTree.below(path, key)));
        if (first != null) {
            tell(
                    path,
                    key,
                    "\"" + tree.spelling(YamlTree.below(path, key)) + "\" is written to " + side + " by line " + first
                            + " already",
                    "Remove one of them or give one direction: " + otherDirection);
        }
    }

    private static String direction(JsonNode field) {
        return field.path("direction").asText("both");
    }

    private void tell(List<String> path, String key, String problem, String mending) {
        problems.accept(new MappingProblem(tree.file(), tree.line(YamlTree.below(path, key)), key, problem, mending));
    }
}
