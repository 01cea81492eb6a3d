package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** House rules for route files, among them mistakes that Camel itself does not tell of. */
class RouteConventionsTest {

    private static final Path ROUTES = Path.of("routes");
    private static final String FAILURES = "failures";
    /** Once over all processes, and in each of them. */
    private static final Set<String> CLOCKS = Set.of("quartz:", "quartz-local:");

    /** Files come whenever somebody drops one; the setting of the folder is the switch. */
    private static final String DROP_FOLDER = "file:{{folder:";

    private static final String SUFFIX = ".camel.yaml";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Pattern DIRECT = Pattern.compile("direct:([a-z0-9-]+)");
    private static final Pattern HOST_OR_SECRET =
            Pattern.compile("https?://|://[^?{]*@|(?i)(password|secret|api-?key|bearer)\\s*[:=]\\s*[\"']?[A-Za-z0-9]");

    private final List<RouteText> files = files();

    /** A route file; {@code route} is null for the file of failure policies. */
    private record RouteText(String name, String folder, String text, List<Map<String, Object>> elements) {

        Map<?, ?> route() {
            return (Map<?, ?>) elements.get(0).get("route");
        }

        String fromUri() {
            return String.valueOf(((Map<?, ?>) route().get("from")).get("uri"));
        }
    }

    @Test
    void thereAreRoutes() {
        assertThat(files).hasSizeGreaterThan(10);
        assertThat(routes()).hasSize(files.size() - 1);
    }

    @Test
    void everyFileHoldsOneRouteOfItsName() {
        for (RouteText file : routes()) {
            assertThat(file.elements()).as(file.name()).hasSize(1);
            assertThat(file.elements().get(0)).as(file.name()).containsOnlyKeys("route");
            assertThat(file.route().get("id")).isEqualTo(file.name());
        }
    }

    @Test
    void everyRouteBeginsWithADirectOrAClockOfItsNameOrADropFolder() {
        for (RouteText file : routes()) {
            String uri = file.fromUri();
            assertThat(uri.equals("direct:" + file.name())
                            || uri.startsWith(DROP_FOLDER)
                            || CLOCKS.stream()
                                    .anyMatch(clock -> uri.startsWith(
                                            clock + "membersync/" + file.name() + "?stateful=true&{{schedule:")))
                    .as(file.name() + " begins with " + uri)
                    .isTrue();
        }
    }

    @Test
    void everyClockCanBeSwitchedOff() {
        for (RouteText file : routes()) {
            if (file.fromUri().startsWith(DROP_FOLDER)) {
                assertThat(String.valueOf(file.route().get("autoStartup")))
                        .as(file.name())
                        .matches("\\{\\{folder:.*-used}}");
            }
            if (CLOCKS.stream().anyMatch(file.fromUri()::startsWith)) {
                assertThat(file.route().get("autoStartup"))
                        .as(file.name())
                        .isEqualTo("{{membersync.schedules.enabled}}");
            }
        }
    }

    @Test
    void everyRouteIsGroupedByItsFolder() {
        for (RouteText file : routes()) {
            assertThat(file.route().get("group")).as(file.name()).isEqualTo(file.folder());
        }
    }

    @Test
    void everyDescriptionIsOneSentenceOfItsOwn() {
        Set<String> seen = new TreeSet<>();
        for (Map<?, ?> described : describedElements()) {
            String description = String.valueOf(described.get("description"));
            assertThat(description)
                    .as("of %s", described.get("id"))
                    .isNotBlank()
                    .isNotEqualTo("null");
            assertThat(description).doesNotEndWith(".").doesNotContain(". ").matches("(?s)\\p{Lu}.*");
            assertThat(seen.add(description)).as("twice: " + description).isTrue();
        }
    }

    @Test
    void everyRouteNamesAFailurePolicyThatExists() {
        Set<Object> policies = policies();
        assertThat(policies).isNotEmpty();
        for (RouteText file : routes()) {
            assertThat(file.route().get("routeConfigurationId"))
                    .as(file.name())
                    .isNotNull()
                    .isIn(policies);
        }
    }

    /** Hawtio takes each element before {@code from} for a step that follows one, and then draws no route at all. */
    @Test
    void noRouteHasAnErrorHandlerOfItsOwn() {
        for (RouteText file : routes()) {
            assertThat(file.route().containsKey("errorHandler")).as(file.name()).isFalse();
        }
    }

    @Test
    void everyDirectTargetHasARouteAndEveryDirectRouteACaller() {
        Set<String> targets = new TreeSet<>();
        for (RouteText file : files) {
            file.elements()
                    .forEach(element -> walk(element, (key, value) -> {
                        if (!value.equals("direct:" + file.name()) || !key.equals("from.uri")) {
                            targets.addAll(found(DIRECT, value));
                        }
                    }));
        }
        Set<String> existing = new TreeSet<>();
        routes().stream()
                .filter(file -> file.fromUri().startsWith("direct:"))
                .forEach(file -> existing.add(file.name()));

        assertThat(existing).as("targets without a route").containsAll(targets);
        targets.addAll(calledFromJava());
        assertThat(targets).as("routes without a caller").containsAll(existing);
    }

    @Test
    void everyPlaceholderHasAValue() {
        Set<String> settings = settings();
        for (RouteText file : files) {
            for (String placeholder : found(PLACEHOLDER, file.text())) {
                boolean known = placeholder.startsWith("schedule:")
                        ? settings.contains("membersync.schedules." + placeholder.substring("schedule:".length()))
                        : placeholder.startsWith("address:")
                                ? Set.of(
                                                "business-central",
                                                "np-retail",
                                                "bc-token",
                                                "heyloyalty",
                                                "heyloyalty-v2",
                                                "cdp",
                                                "heybooking")
                                        .contains(placeholder.substring("address:".length()))
                                : Set.of("folder:bookings", "folder:bookings-used")
                                                .contains(placeholder)
                                        || settings.contains(placeholder.replaceFirst("^retry:", "membersync.retry."));
                assertThat(known).as(file.name() + ": {{" + placeholder + "}}").isTrue();
            }
        }
    }

    @Test
    void everyIdIsTakenOnce() {
        Set<String> ids = new TreeSet<>();
        List<String> twice = new ArrayList<>();
        files.forEach(file -> file.elements()
                .forEach(element -> walk(element, (key, value) -> {
                    if (key.endsWith(".id") && !ids.add(value)) {
                        twice.add(value);
                    }
                })));

        assertThat(twice).isEmpty();
    }

    @Test
    void everyFileIsShort() {
        for (RouteText file : files) {
            assertThat(file.text().lines().count())
                    .as(file.name())
                    .isLessThanOrEqualTo(file.name().equals(FAILURES) ? 80 : 60);
        }
    }

    @Test
    void noFileHoldsASecretOrAHost() {
        for (RouteText file : files) {
            assertThat(HOST_OR_SECRET.matcher(file.text()).find())
                    .as(file.name())
                    .isFalse();
        }
    }

    private List<RouteText> routes() {
        return files.stream().filter(file -> !file.name().equals(FAILURES)).toList();
    }

    private Set<Object> policies() {
        Set<Object> ids = new TreeSet<>();
        files.stream()
                .flatMap(file -> file.elements().stream())
                .filter(element -> element.containsKey("routeConfiguration"))
                .forEach(element -> ids.add(String.valueOf(((Map<?, ?>) element.get("routeConfiguration")).get("id"))));
        return ids;
    }

    private List<Map<?, ?>> describedElements() {
        List<Map<?, ?>> described = new ArrayList<>();
        for (RouteText file : files) {
            for (Map<String, Object> element : file.elements()) {
                element.values().forEach(value -> described.add((Map<?, ?>) value));
            }
        }
        return described;
    }

    private static Set<String> calledFromJava() {
        Set<String> called = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                called.addAll(found(DIRECT, Files.readString(source)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return called;
    }

    private static Set<String> settings() {
        Set<String> names = new TreeSet<>();
        Object settings = new Yaml().load(read(Path.of("src/main/resources/application.yaml")));
        walk(settings, (key, value) -> names.add(key.substring(1)));
        return names;
    }

    /** Calls {@code leaf} with the path of each text; a list is no part of the path. */
    private static void walk(Object element, BiConsumer<String, String> leaf) {
        walk("", element, leaf);
    }

    private static void walk(String path, Object element, BiConsumer<String, String> leaf) {
        if (element instanceof Map<?, ?> map) {
            map.forEach((key, value) -> walk(path.equals(".route") ? key.toString() : path + "." + key, value, leaf));
        } else if (element instanceof List<?> list) {
            list.forEach(one -> walk(path, one, leaf));
        } else {
            leaf.accept(path, String.valueOf(element));
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> all = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            all.add(matcher.group(1));
        }
        return all;
    }

    private static List<RouteText> files() {
        try (Stream<Path> paths = Files.walk(ROUTES)) {
            return paths.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(RouteConventionsTest::file)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RouteText file(Path path) {
        String text = read(path);
        List<Map<String, Object>> elements = new Yaml().load(text);
        return new RouteText(
                path.getFileName().toString().replace(SUFFIX, ""),
                path.getParent().getFileName().toString(),
                text,
                elements);
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
