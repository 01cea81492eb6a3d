package org.membersync.operation.routes;

import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a YAML route file with its line numbers. */
final class YamlElements {

    private static final Pattern KEBAB = Pattern.compile("-([a-z])");

    private YamlElements() {}

    /**
     * The items of the file's list.
     *
     * @throws BrokenRoutesException when it is not YAML, or not a list: Camel would load no route of it and say nothing
     */
    static List<RouteElement> read(RouteFile file) {
        Node root;
        try {
            root = new Yaml(new LoaderOptions()).compose(new StringReader(file.text()));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw broken(
                    file, line, "Is not YAML: " + e.getProblem(), "Look at the indentation, quotes and colons there");
        } catch (YAMLException e) {
            throw broken(file, 0, "Is not YAML: " + e.getMessage(), "Mend the text");
        }
        if (root == null) {
            throw broken(file, 0, "Is empty", "Put a route in it or take the file away");
        }
        if (!(root instanceof SequenceNode list)) {
            throw broken(
                    file,
                    line(root),
                    "Is not a list, so that Camel would load nothing of it",
                    "Begin it with a dash: '- route:'");
        }
        return list.getValue().stream().map(YamlElements::item).toList();
    }

    private static RouteElement item(Node node) {
        return element(RouteElement.ITEM, line(node), node);
    }

    private static RouteElement element(String name, int line, Node node) {
        if (node instanceof ScalarNode scalar) {
            return new RouteElement(name, scalar.getValue(), line, List.of());
        }
        if (node instanceof SequenceNode sequence) {
            return new RouteElement(
                    name,
                    "",
                    line,
                    sequence.getValue().stream().map(YamlElements::item).toList());
        }
        List<RouteElement> children = ((MappingNode) node)
                .getValue().stream().map(YamlElements::entry).toList();
        return new RouteElement(name, "", line, children);
    }

    private static RouteElement entry(NodeTuple tuple) {
        Node key = tuple.getKeyNode();
        String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
        return element(camelCase(name), line(key), tuple.getValueNode());
    }

    /** Camel takes {@code route-configuration} too. */
    private static String camelCase(String name) {
        return KEBAB.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static BrokenRoutesException broken(RouteFile file, int line, String problem, String mending) {
        return new BrokenRoutesException(List.of(new RouteProblem(file.name(), line, problem, mending)));
    }
}
