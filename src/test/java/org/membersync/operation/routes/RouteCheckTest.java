package org.membersync.operation.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteCheckTest {

    private static final RouteSurroundings SURROUNDINGS = new RouteSurroundings() {
        @Override
        public boolean resolves(String placeholder) {
            return Set.of("greeting", "schedule:poll-business-central").contains(placeholder);
        }

        @Override
        public boolean hasDirect(String name) {
            return name.equals("java");
        }

        @Override
        public boolean hasRoute(String id) {
            return id.equals("java-route");
        }

        @Override
        public Class<?> beanType(String name) {
            return name.equals("text") ? String.class : null;
        }
    };

    @Test
    void acceptsGoodFiles() {
        String a = RouteFixture.route("a", "- to: direct:b", "- toD: \"direct:${body}\"", "- to: direct:java")
                + "- routeConfiguration:\n    id: retry\n";
        String b = RouteFixture.route("b", "- log: \"{{greeting}} {{schedule:poll-business-central}}\"")
                .replace("    id: b\n", "    id: b\n    routeConfigurationId: retry\n");

        assertThat(problems(yaml("a", a), yaml("b", b), xml("c", """
                <routes>
                  <route id="c"><from uri="direct:c"/><to uri="direct:a"/></route>
                </routes>"""))).isEmpty();
    }

    @Test
    void acceptsTheLongFormThatKaotoWrites() {
        assertThat(problems(yaml("a", """
                - route:
                    id: a
                    from:
                      uri: direct
                      parameters:
                        name: a
                      steps:
                        - to:
                            uri: direct
                            parameters:
                              name: a
                """))).isEmpty();
    }

    @Test
    void tellsWhereYamlCannotBeRead() {
        assertThat(problems(yaml("a", "- route:\n    id: a\n   from: x\n")))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("a.camel.yaml:3: Is not YAML"));
    }

    @Test
    void refusesAFileThatIsNotAList() {
        assertThat(problems(yaml("a", "# comment\nroute:\n  id: a\n")))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("a.camel.yaml:2: Is not a list")
                        .contains("- route:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n"})
    void refusesAnEmptyFile(String text) {
        assertThat(problems(yaml("a", text))).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith("a.camel.yaml: Is empty"));
    }

    @Test
    void refusesAnUnknownRootElement() {
        assertThat(problems(yaml("a", RouteFixture.route("a") + "- rout:\n    id: b\n")))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("a.camel.yaml:6: 'rout' is not"));
        assertThat(problems(xml("a", "<project/>"))).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith("a.xml:1: 'project' is not"));
    }

    @Test
    void refusesARouteWithoutId() {
        assertThat(problems(
                        yaml("a", "- route:\n    from:\n      uri: timer:x\n      steps: []\n"),
                        yaml("b", "- from:\n    uri: timer:x\n    steps: []\n"),
                        xml("c", "<routes>\n<route><from uri=\"timer:x\"/></route>\n</routes>")))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("a.camel.yaml:1: A route without an id"),
                        problem -> assertThat(problem).startsWith("b.camel.yaml:1: A route without an id"),
                        problem -> assertThat(problem).startsWith("c.xml:2: A route without an id"));
    }

    @Test
    void refusesAnIdThatIsTaken() {
        assertThat(problems(
                        yaml("a", RouteFixture.route("a")),
                        yaml("b", RouteFixture.route("a")),
                        yaml("c", RouteFixture.route("java-route"))))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith("b.camel.yaml:2: A second route with the id 'a'")
                                .contains("a.camel.yaml:2"),
                        problem -> assertThat(problem).startsWith("c.camel.yaml:2: The program has a route"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- to: direct:park-membr",
                "- to: {uri: \"direct:park-membr?timeout=1\"}",
                "- toD: direct:park-membr",
                "- wireTap: {uri: direct:park-membr}",
                "- enrich: {constant: direct:park-membr}",
                "- enrich: {expression: {constant: {expression: direct:park-membr}}}",
                "- to: {uri: direct, parameters: {name: park-membr}}"
            })
    void refusesADirectTargetWithoutARoute(String step) {
        assertThat(problems(yaml("a", RouteFixture.route("a", step)), yaml("b", RouteFixture.route("park-member"))))
                .containsExactly(
                        "a.camel.yaml:6: No route begins with direct:park-membr. Did you mean direct:park-member?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<to uri=\"direct:nowhere\"/>",
                "<wireTap uri='direct:nowhere'/>",
                "<enrich><constant>direct:nowhere</constant></enrich>"
            })
    void refusesADirectTargetWithoutARouteInXml(String step) {
        assertThat(problems(
                        xml("a", "<routes>\n<route id='a'>\n<from uri='direct:a'/>\n" + step + "</route></routes>")))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("a.xml:4: No route begins with direct:nowhere"));
    }

    @Test
    void refusesAnUnknownRouteConfiguration() {
        String text = RouteFixture.route("a").replace("    id: a\n", "    id: a\n    routeConfigurationId: retri\n");

        assertThat(problems(yaml("a", text + "- routeConfiguration:\n    id: retry\n")))
                .containsExactly("a.camel.yaml:3: No routeConfiguration has the id 'retri'. Did you mean retry?");
    }

    @Test
    void refusesAPlaceholderWithoutValue() {
        assertThat(problems(yaml("a", RouteFixture.route("a", "- log: \"{{greting}}\""))))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("a.camel.yaml:6: {{greting}} has no value"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "- bean: {ref: text, method: isBlnk}                           | The bean text has no method isBlnk. Did you mean isBlank?",
                "- bean: {ref: text, method: isBlank(7)}                       | text.isBlank is given 1 values and takes 0",
                "- setBody: {method: {ref: text, method: \"concat('a, b', 'c')\"}} | text.concat is given 2 values and takes 1"
            })
    void refusesACallThatNoBeanTakes(String step, String problem) {
        assertThat(problems(yaml("a", RouteFixture.route("a", step))))
                .singleElement()
                .satisfies(told -> assertThat(told).startsWith("a.camel.yaml:6: " + problem));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"concat", "concat(${body})", "concat('a, (b')", "isBlank()", "substring(1, ${body.x(1, 2)})"})
    void acceptsACallThatABeanTakes(String call) {
        assertThat(problems(yaml("a", RouteFixture.route("a", "- bean: {ref: text, method: \"" + call + "\"}"))))
                .isEmpty();
    }

    @Test
    void leavesTheParametersOfATemplateToCamel() {
        assertThat(problems(yaml("a", """
                - routeTemplate:
                    id: t
                    parameters: [{name: word}]
                    from: {uri: "direct:{{word}}", steps: [{log: "{{word}}"}]}
                - templatedRoute: {routeId: a, routeTemplateRef: t, parameters: [{name: word, value: x}]}
                """))).isEmpty();
    }

    @Test
    void refusesOptionsInBothPlaces() {
        assertThat(problems(yaml(
                        "a",
                        RouteFixture.route("a", "- to: {uri: \"log:x?showAll=true\", parameters: {level: INFO}}"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("a.camel.yaml:6: Options stand both"));
    }

    @Test
    void tellsEveryProblemAtOnce() {
        assertThat(problems(yaml("a", "x: y"), yaml("b", RouteFixture.route("b", "- log: \"{{no}}\"")), xml("c", "<a")))
                .hasSize(3);
    }

    @Test
    void readsNothingThatXmlNamesOutsideTheFile() {
        String text = "<!DOCTYPE routes [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>\n"
                + "<routes><route id='a'><from uri='direct:a'/><log message='x'/><description>&e;</description></route></routes>";

        assertThat(problems(xml("a", text))).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith("a.xml:2: Is not XML"));
    }

    private static List<String> problems(RouteFile... files) {
        return RouteCheck.problems(List.of(files), SURROUNDINGS).stream()
                .map(RouteProblem::toString)
                .toList();
    }

    private static RouteFile yaml(String name, String text) {
        return new RouteFile(name + ".camel.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static RouteFile xml(String name, String text) {
        return new RouteFile(name + ".xml", text.getBytes(StandardCharsets.UTF_8));
    }
}
