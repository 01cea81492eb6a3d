package org.membersync.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;

/** What can be said of the container files without a container engine. */
class DockerFilesTest {

    private static final Path DOCKER = Path.of("docker");

    @Test
    void copiesOnlyWhatExistsAndIsNotIgnored() throws IOException {
        List<String> ignored = Files.readAllLines(Path.of(".dockerignore"));
        List<String> sources = found("(?m)^COPY (?!--from)(.+) \\S+$");

        assertThat(sources).isNotEmpty().allSatisfy(source -> {
            assertThat(Path.of(source)).exists();
            assertThat(ignored).contains("!" + source);
        });
    }

    @Test
    void runsAsANumberedUserThatIsNotRoot() throws IOException {
        assertThat(found("(?m)^USER (.+)$")).last().asString().matches("[1-9]\\d+:[1-9]\\d+");
    }

    @Test
    void startsJavaWithoutAShellSoThatAStopReachesIt() throws IOException {
        assertThat(found("(?m)^ENTRYPOINT (.+)$")).containsExactly("[\"java\", \"-jar\", \"membersync.jar\"]");
    }

    @Test
    void checksItsHealthWithTheCopiedScript() throws IOException {
        assertThat(found("(?m)^HEALTHCHECK .+ CMD (.+)$")).containsExactly("[\"bash\", \"/app/healthcheck.sh\"]");
        assertThat(found("(?m)^COPY docker/healthcheck.sh (.+)$")).containsExactly("healthcheck.sh");
        assertThat(DOCKER.resolve("healthcheck.sh")).isExecutable();
    }

    @Test
    void takesTheJarByTheNameThatTheBuildGivesIt() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<finalName>membersync</finalName>");
        assertThat(dockerfile()).contains("-jar target/membersync.jar extract");
    }

    @Test
    void namesOnlyKnownSettings() throws IOException {
        Set<String> known = forms(settings(Path.of("src/main/resources/application.yaml")));
        Set<String> named = new TreeSet<>(forms(settings(DOCKER.resolve("config/application.yaml"))));
        services().forEach(service -> {
            named.addAll(forms(names(service.path("environment"))));
            service.path("secrets")
                    .forEach(secret -> named.add(form(secret.path("target").asText())));
        });
        named.removeIf(name -> !name.startsWith("membersync"));

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(known).containsAll(named);
    }

    @Test
    void mountsOnlyWhatExistsOrIsMadeByTheScript() throws IOException {
        String script = Files.readString(DOCKER.resolve("make-secrets.sh"));
        compose().path("secrets").forEach(secret -> {
            Path file = Path.of(secret.path("file").asText());
            assertThat(file.getParent()).hasToString("./secrets");
            assertThat(script).contains(file.getFileName().toString());
        });
        services().forEach(service -> service.path("volumes").forEach(volume -> {
            String source = volume.asText().replaceAll(":.*", "");
            if (source.startsWith(".")) {
                assertThat(DOCKER.resolve(source)).exists();
            } else {
                assertThat(names(readCompose().path("volumes"))).contains(source);
            }
        }));
    }

    @Test
    void publishesOnLoopbackOnly() throws IOException {
        services().forEach(service -> service.path("ports")
                .forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
    }

    @Test
    void sampleConfigurationIsSwitchedOffAndHoldsNoSecret() throws IOException {
        Map<String, Object> sample = load(DOCKER.resolve("config/application.yaml"));

        assertThat(sample).containsEntry("membersync.enabled", false);
        assertThat(sample.keySet()).noneMatch(name -> name.matches(".*(secret|password|api-key)$"));
    }

    private static String dockerfile() throws IOException {
        return Files.readString(DOCKER.resolve("Dockerfile"));
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(dockerfile())
                .results()
                .map((MatchResult result) -> result.group(1))
                .flatMap(text -> text.startsWith("[") ? Stream.of(text) : Arrays.stream(text.split(" ")))
                .toList();
    }

    private static JsonNode compose() throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(DOCKER.resolve("compose.yaml").toFile());
    }

    private static JsonNode readCompose() {
        try {
            return compose();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> services() throws IOException {
        List<JsonNode> services = StreamSupport.stream(
                        compose().path("services").spliterator(), false)
                .toList();
        assertThat(services).isNotEmpty();
        return services;
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> settings(Path file) throws IOException {
        return load(file).keySet();
    }

    private static Map<String, Object> load(Path file) throws IOException {
        return new YamlPropertySourceLoader()
                .load(file.toString(), new FileSystemResource(file)).stream()
                        .map(EnumerablePropertySource.class::cast)
                        .flatMap(source -> Arrays.stream(source.getPropertyNames())
                                .map(name -> Map.entry(name, source.getProperty(name))))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> forms(Set<String> names) {
        return names.stream().map(DockerFilesTest::form).collect(Collectors.toSet());
    }

    /** A setting is the same with and without dots, dashes, underscores and capitals. */
    private static String form(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
