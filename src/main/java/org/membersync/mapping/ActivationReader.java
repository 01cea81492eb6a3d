package org.membersync.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.membersync.mapping.ActivationItem.Kind;

/** Reads the activation files; either all is well or every problem is told. */
final class ActivationReader {

    private final Path folder;
    private final ActivationRules rules;
    private final List<MappingProblem> problems = new ArrayList<>();

    ActivationReader(Path folder, Set<String> lists, MemberMapping members) {
        this.folder = folder;
        this.rules = new ActivationRules(lists, members, problems::add);
    }

    Activations read() {
        List<Activation> activations = new ArrayList<>();
        for (Path file : files()) {
            tree(file).ifPresent(tree -> {
                int before = problems.size();
                MappingSchema.activation().check(tree, problems::add);
                if (problems.size() == before) {
                    Activation activation = activation(tree);
                    rules.check(activation, tree);
                    activations.add(activation);
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new MappingFileException(problems.stream()
                    .sorted(Comparator.comparing(MappingProblem::file).thenComparingInt(MappingProblem::line))
                    .toList());
        }
        return activations.isEmpty() ? Activations.NONE : new Activations(activations);
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> MappingFiles.isPlainName(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<YamlTree> tree(Path file) {
        String shown = file.normalize().toString().replace('\\', '/');
        try {
            return YamlTree.parse(shown, Files.readString(file), problems::add);
        } catch (CharacterCodingException encoding) {
            problems.add(new MappingProblem(shown, 1, "", "the file is not in UTF-8", "Save it in the encoding UTF-8"));
        } catch (IOException unreadable) {
            problems.add(new MappingProblem(
                    shown, 1, "", "the file cannot be read", "Give the program the right to read it"));
        }
        return Optional.empty();
    }

    private static Activation activation(YamlTree tree) {
        JsonNode root = tree.root();
        List<ActivationItem> items = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String key = ActivationRules.key(kind);
            for (int i = 0; i < root.path(key).size(); i++) {
                items.add(item(kind, root.path(key).get(i), tree.line(List.of(key, String.valueOf(i)))));
            }
        }
        return new Activation(
                tree.file(),
                text(root, "name", ""),
                text(root, "description", ""),
                text(root, "list", ""),
                text(root, "errorEmail", ""),
                items);
    }

    private static ActivationItem item(Kind kind, JsonNode node, int line) {
        boolean audience = kind == Kind.AUDIENCE;
        return new ActivationItem(
                kind,
                text(node, "id", ""),
                text(node, "name", ""),
                text(node, "field", ""),
                text(node, "label", ""),
                audience ? text(node, "in", "In audience") : "",
                audience ? text(node, "out", "Not in audience") : "",
                audience ? "choice" : text(node, "format", "text"),
                line);
    }

    private static String text(JsonNode node, String key, String byDefault) {
        return node.path(key).asText(byDefault).strip();
    }
}
