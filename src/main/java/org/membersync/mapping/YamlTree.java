package org.membersync.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML file as a JSON tree that remembers the line and the spelling of everything in it. */
final class YamlTree {

    private static final Map<Tag, String> NOT_A_TEXT =
            Map.of(Tag.BOOL, "a yes or no", Tag.INT, "a number", Tag.FLOAT, "a number", Tag.NULL, "nothing");

    private final String file;
    private final Consumer<MappingProblem> problems;
    private final Map<List<String>, Integer> lines = new HashMap<>();
    private final Map<List<String>, String> spellings = new HashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private JsonNode root;

    private YamlTree(String file, Consumer<MappingProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Nothing when the text is not YAML or is empty; the problem is told then. */
    static Optional<YamlTree> parse(String file, String text, Consumer<MappingProblem> problems) {
        YamlTree tree = new YamlTree(file, problems);
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (node == null) {
                problems.accept(new MappingProblem(
                        file, 1, "", "the file is empty", "Fill it as the example that comes with the program shows"));
                return Optional.empty();
            }
            tree.root = tree.json(node, List.of());
            return Optional.of(tree);
        } catch (MarkedYAMLException e) {
            problems.accept(new MappingProblem(file, line(e), "", "not readable as YAML" + column(e), mending(e)));
        } catch (YAMLException e) {
            problems.accept(new MappingProblem(
                    file,
                    1,
                    "",
                    "not readable as YAML",
                    "Remove what is not text: " + YamlText.comment(e.getMessage())));
        }
        return Optional.empty();
    }

    String file() {
        return file;
    }

    JsonNode root() {
        return root;
    }

    /** The line of a key or list item; of the nearest thing around it when the file does not have it. */
    int line(List<String> path) {
        Integer line = lines.get(path);
        return line != null || path.isEmpty() ? (line == null ? 1 : line) : line(path.subList(0, path.size() - 1));
    }

    /** The value as the file writes it, without quotes; empty for a map or list. */
    String spelling(List<String> path) {
        return spellings.getOrDefault(path, "");
    }

    static List<String> below(List<String> path, String name) {
        List<String> below = new ArrayList<>(path);
        below.add(name);
        return List.copyOf(below);
    }

    private JsonNode json(Node node, List<String> path) {
        lines.putIfAbsent(path, node.getStartMark().getLine() + 1);
        if (node instanceof ScalarNode scalar) {
            spellings.put(path, scalar.getValue());
            return scalar(scalar);
        }
        if (!open.add(node)) {
            problem(path, "refers to itself", "Write the value out instead of the reference");
            return JsonNodeFactory.instance.nullNode();
        }
        JsonNode json = node instanceof SequenceNode list ? list(list, path) : map((MappingNode) node, path);
        open.remove(node);
        return json;
    }

    private JsonNode list(SequenceNode node, List<String> path) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        node.getValue().forEach(item -> list.add(json(item, below(path, String.valueOf(list.size())))));
        return list;
    }

    private JsonNode map(MappingNode node, List<String> path) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        for (NodeTuple tuple : node.getValue()) {
            int line = tuple.getKeyNode().getStartMark().getLine() + 1;
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.accept(new MappingProblem(file, line, "", "a key must be a text", "Write  key: value"));
                continue;
            }
            List<String> below = below(path, key.getValue());
            if (map.has(key.getValue())) {
                problems.accept(new MappingProblem(
                        file,
                        line,
                        key.getValue(),
                        "is there twice, first in line " + line(below),
                        "Remove one of them"));
                continue;
            }
            lines.put(below, line);
            warnOfKey(key, line);
            map.set(key.getValue(), json(tuple.getValueNode(), below));
        }
        return map;
    }

    /** {@code NO} for Norway is the trap: YAML reads it as a no. */
    private void warnOfKey(ScalarNode key, int line) {
        String other = NOT_A_TEXT.get(key.getTag());
        if (other != null) {
            problems.accept(new MappingProblem(
                    file,
                    line,
                    key.getValue(),
                    "YAML reads this key as " + other,
                    "Put it in quotes: " + YamlText.quoted(key.getValue())));
        }
    }

    private void problem(List<String> path, String problem, String mending) {
        String key = path.isEmpty() ? "" : path.get(path.size() - 1);
        problems.accept(new MappingProblem(file, line(path), key, problem, mending));
    }

    /** Only the kind of a value counts in the tree, its spelling is kept aside. */
    private static JsonNode scalar(ScalarNode scalar) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.BOOL)) {
            return json.booleanNode(ListFieldFormat.bool(scalar.getValue())
                    .map("1"::equals)
                    .orElse(scalar.getValue().equalsIgnoreCase("on")));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return json.numberNode(0);
        }
        return tag.equals(Tag.NULL) ? json.nullNode() : json.textNode(scalar.getValue());
    }

    private static int line(MarkedYAMLException e) {
        return mark(e).map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String column(MarkedYAMLException e) {
        return mark(e).map(mark -> " at column " + (mark.getColumn() + 1)).orElse("");
    }

    private static Optional<Mark> mark(MarkedYAMLException e) {
        return Optional.ofNullable(e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark());
    }

    private static String mending(MarkedYAMLException e) {
        String problem = e.getProblem() == null ? "" : ": " + YamlText.comment(e.getProblem());
        return "Check quotes, brackets and indentation there" + problem;
    }
}
