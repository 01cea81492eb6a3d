package org.membersync.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the mapping file and its value files; either all is well or every problem is told. */
final class MappingReader {

    private final MappingFiles files;
    private final List<MappingProblem> problems = new ArrayList<>();
    private final Map<String, Optional<YamlTree>> valueFiles = new HashMap<>();

    MappingReader(MappingFiles files) {
        this.files = files;
    }

    MemberMapping read() {
        Optional<YamlTree> tree = checked(files.name(), MappingSchema.memberMapping());
        tree.ifPresent(mapping -> {
            new MappingRules(mapping, problems::add).check();
            readValueFiles(mapping);
        });
        if (!problems.isEmpty()) {
            throw new MappingFileException(sorted());
        }
        return new MemberMapping(files.shown(files.name()), fields(tree.orElseThrow()));
    }

    /** The file in its right form, or nothing when it is missing or cannot be read at all. */
    private Optional<YamlTree> checked(String name, MappingSchema schema) {
        String shown = files.shown(name);
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<YamlTree> tree = YamlTree.parse(shown, text.get(), problems::add);
        tree.ifPresent(parsed -> schema.check(parsed, problems::add));
        return tree;
    }

    private Optional<String> text(String name) {
        String shown = files.shown(name);
        try {
            Optional<String> text = Optional.ofNullable(files.text().apply(name));
            if (text.isEmpty()) {
                problems.add(new MappingProblem(
                        shown,
                        1,
                        "",
                        "the file is missing",
                        "Create it as the example that comes with the program shows"));
            }
            return text;
        } catch (UncheckedIOException e) {
            problems.add(unreadable(shown, e.getCause()));
            return Optional.empty();
        }
    }

    static MappingProblem unreadable(String shown, IOException cause) {
        boolean encoding = cause instanceof CharacterCodingException;
        return encoding
                ? new MappingProblem(shown, 1, "", "the file is not in UTF-8", "Save it in the encoding UTF-8")
                : new MappingProblem(shown, 1, "", "the file cannot be read", "Give the program the right to read it");
    }

    private void readValueFiles(YamlTree mapping) {
        JsonNode fields = mapping.root().path("fields");
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.get(i).path("valuesFrom").asText();
            List<String> path = List.of("fields", String.valueOf(i), "valuesFrom");
            if (MappingFiles.isPlainName(name) && !valueFiles.containsKey(name)) {
                valueFiles.put(name, valueFile(name, mapping, path));
            }
        }
    }

    private Optional<YamlTree> valueFile(String name, YamlTree mapping, List<String> path) {
        int before = problems.size();
        Optional<YamlTree> tree = checked(name, MappingSchema.valueMap());
        tree.ifPresent(parsed -> MappingRules.checkValues(parsed, parsed.root(), List.of(), problems::add));
        if (tree.isEmpty() && problems.get(before).problem().equals("the file is missing")) {
            problems.set(
                    before,
                    new MappingProblem(
                            mapping.file(),
                            mapping.line(path),
                            "valuesFrom",
                            "there is no file " + files.shown(name),
                            "Create it with lines such as  DK: \"53\"  or correct the name"));
        }
        return tree;
    }

    private List<MappingProblem> sorted() {
        String main = files.shown(files.name());
        return problems.stream()
                .sorted(Comparator.comparing(
                                (MappingProblem problem) -> !problem.file().equals(main))
                        .thenComparing(MappingProblem::file)
                        .thenComparingInt(MappingProblem::line))
                .toList();
    }

    private List<FieldMapping> fields(YamlTree tree) {
        JsonNode fields = tree.root().path("fields");
        List<FieldMapping> mappings = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            mappings.add(field(fields.get(i), tree, List.of("fields", String.valueOf(i))));
        }
        return mappings;
    }

    private FieldMapping field(JsonNode field, YamlTree tree, List<String> path) {
        String file = field.path("valuesFrom").asText();
        YamlTree valuesTree = file.isEmpty() ? tree : valueFiles.get(file).orElseThrow();
        List<String> valuesPath = file.isEmpty() ? YamlTree.below(path, "values") : List.of();
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        JsonNode map = file.isEmpty() ? field.path("values") : valuesTree.root();
        map.properties().forEach(entry -> {
            values.put(entry.getKey(), entry.getValue().asText());
            lines.put(entry.getKey(), valuesTree.line(YamlTree.below(valuesPath, entry.getKey())));
        });
        return new FieldMapping(
                field.path("bc").asText(),
                field.path("heyloyalty").asText(),
                word(FieldMapping.Direction.class, field.path("direction").asText("both")),
                word(FieldMapping.Owner.class, field.path("owner").asText("newest")),
                values,
                valuesTree.file(),
                word(FieldMapping.OnUnmapped.class, field.path("onUnmapped").asText("fail")),
                field.path("default").asText(),
                field.path("autoCreate").asBoolean(),
                field.path("multiple").asBoolean(),
                field.path("separator").asText(","),
                word(FieldMapping.WhenEmpty.class, field.path("whenEmpty").asText("clear")),
                field.path("purpose").asText(),
                tree.line(path),
                lines);
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
