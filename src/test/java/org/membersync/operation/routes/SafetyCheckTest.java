package org.membersync.operation.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.operation.routes.RouteSteps.Step;
import org.membersync.operation.routes.SafetyRule.Where;

class SafetyCheckTest {

    private static final String GUARDED = "- bean: {ref: callLimits, method: \"enter('heyloyalty')\"}";
    private static final String GUARD =
            "- bean: {ref: writeGuard, method: \"pass(${variable.request}, ${variable.change})\"}";
    private static final String LEAVE = "- bean: {ref: callLimits, method: \"leave('heyloyalty')\"}";
    private static final String SEND = "- to: {id: send, uri: direct:send-to-heyloyalty}";

    static Stream<SafetyRule> rules() {
        return SafetyRule.ALL.stream();
    }

    static Stream<SafetyRule> rulesOfOrder() {
        return rules().filter(rule -> rule.where() == Where.BEFORE);
    }

    @Test
    void acceptsTheFilesOfThisRelease() {
        assertThat(SafetyCheck.problems(release())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsEachStepThatIsTakenAway(SafetyRule rule) {
        List<RouteSteps> routes = release().stream()
                .map(route -> with(
                        route,
                        route.steps().stream()
                                .filter(step -> !rule.needed().contains(step.name()))
                                .toList()))
                .toList();

        assertThat(SafetyCheck.problems(routes))
                .extracting(RouteProblem::problem)
                .as("or of another rule that asks for the same step")
                .anyMatch(problem ->
                        problem.startsWith(rule.problem().replaceFirst("(?s) (before|beside|, here) .*", "")));
        assertThat(release())
                .as("the file to take it from has it")
                .filteredOn(route -> route.file().equals(rule.home() + ".camel.yaml"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("rulesOfOrder")
    void findsEachStepThatComesTooLate(SafetyRule rule) {
        List<RouteSteps> routes =
                release().stream().map(route -> later(route, rule)).toList();

        assertThat(SafetyCheck.problems(routes)).anyMatch(problem -> tells(problem, rule));
    }

    /** Of several rules that ask one route for the same step, one tells. */
    private static boolean tells(RouteProblem problem, SafetyRule rule) {
        return problem.problem().startsWith(rule.problem().replaceFirst("(?s)(, here| before | beside ).*", ""))
                && problem.mending().equals(rule.mending());
    }

    @Test
    void saysWhereTheStepIsMissingAndWhereItIsFound() {
        assertThat(problems(yaml("mine", RouteFixture.route("mine", GUARDED, SEND, LEAVE))))
                .containsExactly(
                        "mine.camel.yaml:7: Lacks the step writeGuard.pass before direct:send-to-heyloyalty: without it,"
                                + " a process whose turn was taken over would write over its successor (P7). Take it over from"
                                + " routes/shared/call-heyloyalty.camel.yaml of this release");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GUARD,
                "- to: bean:writeGuard?method=pass",
                "- to: {uri: \"bean:writeGuard\", parameters: {method: pass}}",
                "- to: {uri: bean, parameters: {beanName: writeGuard, method: \"pass(${body})\"}}",
                "- setBody: {simple: \"${bean:writeGuard?method=pass}\"}",
                "- setBody: {method: {ref: writeGuard, method: pass}}",
                "- setBody: {expression: {method: {ref: writeGuard, method: pass}}}",
                "- filter: {steps: [{log: x}], expression: {method: {ref: writeGuard, method: pass}}}"
            })
    void knowsEachWayOfWritingAStep(String guard) {
        assertThat(problems(yaml("mine", RouteFixture.route("mine", GUARDED, guard, SEND, LEAVE))))
                .isEmpty();
    }

    @Test
    void knowsAConditionThatIsWrittenBehindWhatItLetsPass() {
        String filter = "- filter: {steps: [{to: direct:send-to-heyloyalty}], method: {ref: writeGuard, method: pass}}";

        assertThat(problems(yaml("mine", RouteFixture.route("mine", GUARDED, filter, LEAVE))))
                .isEmpty();
    }

    @Test
    void takesNoStepOfAnotherBranchForOneThatComesBefore() {
        String choice = "- choice: {when: [{simple: x, steps: [{bean: {ref: writeGuard, method: pass}}]},"
                + " {simple: y, steps: [{to: direct:send-to-heyloyalty}]}]}";
        String otherwise = "- choice: {when: [{simple: x, steps: [{bean: {ref: writeGuard, method: pass}}]}],"
                + " otherwise: {steps: [{to: direct:send-to-heyloyalty}]}}";
        String both = "- choice: {when: [{simple: x, steps: [{bean: {ref: writeGuard, method: pass}}]}],"
                + " otherwise: {steps: [{bean: {ref: writeGuard, method: pass}}]}}";

        assertThat(problems(yaml("mine", RouteFixture.route("mine", GUARDED, choice, LEAVE))))
                .hasSize(1);
        assertThat(problems(yaml("mine", RouteFixture.route("mine", GUARDED, otherwise, LEAVE))))
                .hasSize(1);
        assertThat(problems(yaml("mine", RouteFixture.route("mine", GUARDED, both, SEND, LEAVE))))
                .isEmpty();
    }

    @Test
    void readsXmlToo() {
        String open =
                "<routes><route id='a'><from uri='direct:a'/><bean ref='callLimits' method=\"enter('heyloyalty')\"/>\n";
        String close = "<to uri='direct:send-to-heyloyalty'/><bean ref='callLimits' method='leave'/></route></routes>";

        assertThat(problems(xml(open + close))).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith("a.xml:2: Lacks the step writeGuard.pass"));
        assertThat(problems(xml(open + "<bean ref='writeGuard' method='pass'/>" + close)))
                .isEmpty();
    }

    @Test
    void acceptsStepsThatMovedToRoutesOfTheirOwn() {
        RouteFile guarding = yaml("guard", RouteFixture.route("guard", GUARD));
        RouteFile sending = yaml("send", RouteFixture.route("send", SEND));

        assertThat(problems(
                        guarding,
                        sending,
                        yaml(
                                "call",
                                RouteFixture.route("call", GUARDED, "- to: direct:guard", "- to: direct:send", LEAVE))))
                .isEmpty();
        assertThat(problems(
                        guarding,
                        sending,
                        yaml(
                                "call",
                                RouteFixture.route("call", GUARDED, "- to: direct:guard", "- to: direct:send", LEAVE)),
                        yaml("bypass", RouteFixture.route("bypass", GUARDED, "- to: direct:send", LEAVE))))
                .as("one of two callers lacks it")
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem).startsWith("send.camel.yaml:6: Lacks the step writeGuard.pass"));
    }

    /** What a site with its own copies of the first release's files is told. */
    @Test
    void findsWhatTheFirstReleaseLacked() {
        assertThat(SafetyCheck.problems(steps(new RouteFolder("file:src/test/resources/release-1/routes").read())))
                .extracting(problem -> problem.file().replaceFirst(".*/", "").replaceFirst("\\..*", "") + " "
                        + problem.problem()
                                .replaceFirst("Lacks the step ", "")
                                .replaceFirst("(,| before| beside) .*", ""))
                .containsExactlyInAnyOrder(
                        "call-business-central writeGuard.pass",
                        "call-business-central callLimits.enter",
                        "call-heyloyalty writeGuard.pass",
                        "call-heyloyalty callLimits.enter",
                        // Of members' turns, and of runs, which were held by the same call then.
                        "failures direct:end-crossed-entry",
                        "failures direct:end-crossed-entry",
                        "deliver-heyloyalty-member precedence.admit",
                        "deliver-heyloyalty-member removals.admit",
                        "deliver-heyloyalty-member erasure.earlierEntries",
                        "work-due-changes removals.review",
                        "work-due-changes heyLoyaltyList.unread",
                        "work-due-changes memberWork.orThrow",
                        "work-due-changes direct:sync-audience-person",
                        "work-due-changes direct:sync-heybooking-buyer",
                        "work-due-changes direct:deliver-booking-batch",
                        "work-due-changes direct:check-booking",
                        "work-due-changes heyLoyaltyCalls.sign",
                        "work-due-changes reconciliation.bySchedule",
                        "work-due-changes populationReading.take",
                        "work-due-changes retention.deleteOld",
                        "work-due-changes alerts.watch");
    }

    private static RouteSteps later(RouteSteps route, SafetyRule rule) {
        List<Step> steps = new ArrayList<>(route.steps());
        List<Step> moved = steps.stream()
                .filter(step -> rule.needed().contains(step.name()))
                .toList();
        steps.removeAll(moved);
        steps.addAll(moved);
        return with(route, steps);
    }

    private static RouteSteps with(RouteSteps route, List<Step> steps) {
        return new RouteSteps(route.file(), route.input(), List.copyOf(steps));
    }

    private static List<RouteSteps> release() {
        return steps(new RouteFolder("file:routes").read()).stream()
                .map(route -> new RouteSteps(route.file().replaceFirst("^routes/", ""), route.input(), route.steps()))
                .toList();
    }

    private static List<RouteSteps> steps(List<RouteFile> files) {
        return files.stream()
                .flatMap(file -> (file.isXml()
                                ? List.of(XmlElements.read(file))
                                : YamlElements.read(file).stream()
                                        .flatMap(item -> item.children().stream())
                                        .toList())
                        .stream().flatMap(root -> RouteSteps.of(file.name(), root).stream()))
                .toList();
    }

    private static List<String> problems(RouteFile... files) {
        return SafetyCheck.problems(steps(List.of(files))).stream()
                .map(RouteProblem::toString)
                .toList();
    }

    private static RouteFile yaml(String name, String text) {
        return new RouteFile(name + ".camel.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static RouteFile xml(String text) {
        return new RouteFile("a.xml", text.getBytes(StandardCharsets.UTF_8));
    }
}
