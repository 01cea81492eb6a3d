package org.membersync.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** Checks a file against its published JSON schema and says in plain words, with the line, what does not fit. */
final class MappingSchema {

    /** The lists and maps of the mapping files, each with what an item of it is called in the schema. */
    private static final Map<String, String> ITEMS = Map.of(
            "fields",
            "field",
            "columns",
            "column",
            "buyers",
            "buyer",
            "notificationList",
            "notificationList",
            "audiences",
            "audience",
            "attributes",
            "attribute");

    private final JsonSchema schema;
    private final Map<String, String> examples;

    private MappingSchema(JsonSchema schema, Map<String, String> examples) {
        this.schema = schema;
        this.examples = examples;
    }

    /** Of {@code member.yaml}. */
    static MappingSchema memberMapping() {
        return of(
                "/schema/member-mapping.schema.json",
                Map.of("", "{ bc: firstName, heyloyalty: firstname }", "minItems", "{ bc: email, heyloyalty: email }"));
    }

    /** Of the files that {@code valuesFrom} names. */
    static MappingSchema valueMap() {
        return of("/schema/value-map.schema.json", Map.of());
    }

    /** Of {@code heybooking.yaml}. */
    static MappingSchema bookings() {
        return of(
                "/schema/heybooking-mapping.schema.json",
                Map.of(
                        "", "{ source: price, column: price }",
                        "buyers", "{ source: holderEmail, heyloyalty: email }",
                        "notificationList", "{ heyloyalty: notifications, option: \"7\" }",
                        "minItems", "{ source: holderEmail, column: email }"));
    }

    /** Of the files in {@code activations/}. */
    static MappingSchema activation() {
        return of(
                "/schema/activation.schema.json",
                Map.of(
                        "", "{ id: \"5d822e81\", name: Cat owners, field: cdp_cat_owners }",
                        "pattern", "is not the name of a field",
                        "patternMending",
                                "Begin with a letter and go on with letters, digits and underscores, 60 at most, such as"
                                        + " cdp_cat_owners"));
    }

    private static MappingSchema of(String resource, Map<String, String> examples) {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().locale(Locale.ENGLISH).build();
        try (InputStream in = MappingSchema.class.getResourceAsStream(resource)) {
            return new MappingSchema(
                    JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in, config), examples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells what is wrong with the form; what one key asks of another is told by {@link MappingRules} in better words. */
    void check(YamlTree tree, Consumer<MappingProblem> problems) {
        schema.validate(tree.root()).stream()
                .filter(finding -> !isRule(finding))
                .map(finding -> problem(finding, tree))
                .distinct()
                .forEach(problems);
    }

    private static boolean isRule(ValidationMessage finding) {
        String path = finding.getEvaluationPath().toString();
        return path.contains("/allOf") || path.contains("/anyOf") || path.contains("/dependent");
    }

    private MappingProblem problem(ValidationMessage finding, YamlTree tree) {
        List<String> path = path(finding.getInstanceLocation());
        return switch (finding.getType()) {
            case "additionalProperties" -> {
                String unknown = finding.getProperty();
                List<String> known = known(path);
                yield told(
                        tree,
                        YamlTree.below(path, unknown),
                        "unknown key",
                        SimilarWord.hint(unknown, known) + "The keys here are " + String.join(", ", known));
            }
            case "required" ->
                told(tree, YamlTree.below(path, finding.getProperty()), "is missing", "Add it, as in " + example(path));
            case "type" -> wrongType(tree, path, finding.getSchemaNode().asText());
            case "enum" -> {
                List<String> allowed = StreamSupport.stream(
                                finding.getSchemaNode().spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
                String word = tree.spelling(path);
                yield told(
                        tree,
                        path,
                        "\"" + word + "\" is not one of " + String.join(", ", allowed),
                        SimilarWord.hint(word, allowed) + "Write one of them or leave the key out");
            }
            case "pattern" ->
                told(
                        tree,
                        path,
                        "\"" + tree.spelling(path) + "\" "
                                + examples.getOrDefault("pattern", "is not the plain name of a YAML file"),
                        examples.getOrDefault(
                                "patternMending", "Write the name of a file beside this one, such as countries.yaml"));
            case "minItems" -> told(tree, path, "lists no field", "Add at least one, as " + examples.get("minItems"));
            default -> told(tree, path, "is empty", "Write a text or leave the key out");
        };
    }

    private String example(List<String> path) {
        return examples.getOrDefault(path.isEmpty() ? "" : path.get(0), examples.get(""));
    }

    private static MappingProblem wrongType(YamlTree tree, List<String> path, String expected) {
        String spelling = tree.spelling(path);
        return switch (expected) {
            case "string" ->
                spelling.isEmpty()
                        ? told(tree, path, "must be a text", "Write one in quotes")
                        : told(
                                tree,
                                path,
                                spelling + " is not a text to YAML",
                                "Put it in quotes: " + YamlText.quoted(spelling));
            case "boolean" -> told(tree, path, "must be true or false", "Write it without quotes");
            case "array" -> told(tree, path, "must be a list", "Begin each item on a line of its own with \"- \"");
            default -> told(tree, path, "must be a map", "Write it as  key: value");
        };
    }

    private static MappingProblem told(YamlTree tree, List<String> path, String problem, String mending) {
        String key = path.isEmpty() ? "" : path.get(path.size() - 1);
        boolean listItem = path.size() == 2 && Character.isDigit(key.charAt(0));
        return new MappingProblem(tree.file(), tree.line(path), listItem ? path.get(0) : key, problem, mending);
    }

    /** The keys that the schema knows where an unknown one was found. */
    private List<String> known(List<String> path) {
        List<String> names = new ArrayList<>();
        String properties = path.isEmpty() ? "/properties" : "/$defs/" + ITEMS.get(path.get(0)) + "/properties";
        schema.getSchemaNode().at(properties).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> path(JsonNodePath location) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.add(String.valueOf(location.getElement(i)));
        }
        return List.copyOf(path);
    }
}
