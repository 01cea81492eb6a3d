package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The README's tables say what the code says. */
class ReadmeTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void theSettingsTableHasEverySettingWithItsDefault() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        flatten("membersync", yaml("src/main/resources/application.yaml").path("membersync"), expected);

        Map<String, String> told = new TreeMap<>();
        rows("## Settings").forEach(row -> told.put(unquoted(row.get(0)), unquoted(row.get(1))));

        assertThat(told).isEqualTo(expected);
    }

    @Test
    void theRoutesTableHasEveryRouteWithItsDescription() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (Path file : routeFiles()) {
            for (JsonNode item : yaml(file.toString())) {
                JsonNode route = item.path("route");
                if (route.isObject()) {
                    expected.put(
                            route.path("id").asText(), route.path("description").asText());
                }
            }
        }

        Map<String, String> told = new TreeMap<>();
        rows("## Routes").forEach(row -> told.put(unquoted(row.get(0)), row.get(1)));

        assertThat(told).isEqualTo(expected);
    }

    @Test
    void theMappingReferenceHasEveryKeyOfTheSchema() throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(Path.of("src/main/resources/schema/member-mapping.schema.json")
                        .toFile());
        Set<String> expected = new TreeSet<>();
        schema.path("$defs").path("field").path("properties").fieldNames().forEachRemaining(expected::add);

        Set<String> told = new TreeSet<>();
        rows("## Mapping reference").forEach(row -> told.add(unquoted(row.get(0))));

        assertThat(told).isEqualTo(expected);
    }

    @Test
    void theActivationReferenceHasEveryKeyOfTheSchema() throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(Path.of("src/main/resources/schema/activation.schema.json")
                        .toFile());
        Set<String> expected = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(expected::add);
        schema.path("$defs")
                .forEach(part -> part.path("properties").fieldNames().forEachRemaining(expected::add));

        Set<String> told = new TreeSet<>();
        rows("## Audience activations")
                .forEach(row -> told.addAll(List.of(unquoted(row.get(0)).split(", "))));

        assertThat(told).isEqualTo(expected);
    }

    @Test
    void theCommandsTableHasEveryCommandAndSubcommand() throws IOException {
        CommandLine program =
                Commands.line(null, new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));
        String table = section("## Commands");

        program.getSubcommands().forEach((name, command) -> {
            if (!name.equals("help") && !name.equals("generate-completion")) {
                assertThat(table).contains("`" + name);
                command.getSubcommands().keySet().stream()
                        .filter(sub -> !sub.equals("help"))
                        .forEach(sub -> assertThat(table).containsPattern("[` ]" + sub + "`"));
            }
        });
    }

    @Test
    void everyFileThatTheReadmeNamesIsThere() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        Stream.of(
                        "docker/compose.yaml",
                        "routes/shared/failures.camel.yaml",
                        "mappings/member.yaml",
                        "LICENSE",
                        ".ci/run")
                .forEach(name -> {
                    assertThat(readme).contains(name);
                    assertThat(Path.of(name)).exists();
                });
        assertThat(Files.readString(Path.of(".ci/run"))).contains("\nmvn verify\n");
        assertThat(readme).contains("\nmvn verify\n");
    }

    private static List<List<String>> rows(String heading) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : section(heading).lines().toList()) {
            if (line.startsWith("| `")) {
                String[] cells = line.substring(1, line.lastIndexOf('|')).split("\\|");
                rows.add(Stream.of(cells).map(String::strip).toList());
            }
        }
        assertThat(rows).as("table below %s", heading).isNotEmpty();
        return rows;
    }

    private static String section(String heading) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf("\n" + heading + "\n");
        assertThat(start).as("heading %s", heading).isPositive();
        int end = readme.indexOf("\n## ", start + 1);
        return end < 0 ? readme.substring(start) : readme.substring(start, end);
    }

    private static void flatten(String name, JsonNode node, Map<String, String> found) {
        if (node.isObject()) {
            node.properties().forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), found));
        } else {
            found.put(name, node.asText());
        }
    }

    private static String unquoted(String cell) {
        return cell.replace("`", "");
    }

    private static JsonNode yaml(String file) throws IOException {
        return YAML.readTree(Path.of(file).toFile());
    }

    private static List<Path> routeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }
}
