package org.membersync.operation.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.health.Status;

class RouteReloadTest {

    @TempDir
    private Path folder;

    private RouteFixture routes;

    @BeforeEach
    void start() throws Exception {
        routes = new RouteFixture(folder);
        routes.answering("hello", "one").answering("other", "other").start();
    }

    @AfterEach
    void stop() {
        routes.close();
    }

    @Test
    void answersAfterTheStart() {
        assertThat(routes.ask("hello")).isEqualTo("one");
        assertThat(routes.context.getRoute("hello").getSourceLocation()).contains("hello.camel.yaml:");
    }

    @Test
    void takesAChange() {
        routes.answering("hello", "two").reload.reload();

        assertThat(routes.ask("hello")).isEqualTo("two");
        assertThat(routes.ask("other")).isEqualTo("other");
    }

    @Test
    void takesAFilterThatWasAdded() {
        routes.write(
                "hello.camel.yaml",
                RouteFixture.route(
                        "hello",
                        "- filter: {id: only-questions, simple: \"${body} == '?'\", steps: [{setBody: {constant: question}}]}"));
        routes.reload.reload();

        assertThat(routes.ask("hello")).isEqualTo("question");
        assertThat(routes.context.getProcessor("only-questions")).isNotNull();
    }

    @Test
    void takesARename() throws Exception {
        Files.delete(folder.resolve("hello.camel.yaml"));
        routes.answering("greet", "three").reload.reload();

        assertThat(routes.ask("greet")).isEqualTo("three");
        assertThat(routes.context.getRoute("hello")).isNull();
        assertThat(routes.reload.loadedFiles()).hasSize(2).allMatch(name -> !name.contains("hello"));
    }

    @Test
    void takesADeletion() throws Exception {
        Files.delete(folder.resolve("other.camel.yaml"));
        routes.reload.reload();

        assertThat(routes.context.getRoute("other")).isNull();
        assertThat(routes.ask("hello")).isEqualTo("one");
    }

    @Test
    void takesAnXmlRouteThatIsDroppedIn() {
        routes.write(
                "more/added.xml",
                "<routes><route id='added'><from uri='direct:added'/><setBody><constant>xml</constant></setBody></route></routes>");
        routes.reload.reload();

        assertThat(routes.ask("added")).isEqualTo("xml");
    }

    @Test
    void takesAChangedRouteConfiguration() {
        routes.write("policy.camel.yaml", policy("caught one"));
        routes.write(
                "hello.camel.yaml",
                RouteFixture.route("hello", "- throwException: {exceptionType: java.io.IOException, message: no}")
                        .replace("    id: hello\n", "    id: hello\n    routeConfigurationId: policy\n"));
        routes.reload.reload();
        assertThat(routes.ask("hello")).isEqualTo("caught one");

        routes.write("policy.camel.yaml", policy("caught two")).reload.reload();
        assertThat(routes.ask("hello")).isEqualTo("caught two");
    }

    private static String policy(String text) {
        return """
                - routeConfiguration:
                    id: policy
                    onException:
                      - onException:
                          exception: [java.lang.Exception]
                          handled: {constant: "true"}
                          steps:
                            - setBody: {constant: "%s"}
                """.formatted(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "- to: direct:nowhere                           | 6 | No route begins with direct:nowhere",
                "- setBdy: {constant: x}                        | 6 | setBdy",
                "- to: {uri: log:x, parameters: {levle: INFO}}  | 6 | levle",
                "- to: nosuchcomponent:x                        | 6 | nosuchcomponent",
                "- bean: {ref: noSuchBean}                      | 6 | noSuchBean",
                "- bean: {ref: noSuchBean, method: m}           | 6 | noSuchBean",
                "- process: {ref: noSuchProcessor}              | 6 | noSuchProcessor",
                "- setBody: {constnt: x}                        | 6 | constnt",
                "- setBody: {simple: \"${bdy}\"}                | 2 | bdy",
                "- log: \"{{nothing}}\"                         | 6 | {{nothing}} has no value",
                "- to: [                                        | 7 | Is not YAML"
            })
    void keepsTheOldVersionInServiceWhenAChangeIsBroken(String step, int line, String problem) {
        routes.write("hello.camel.yaml", RouteFixture.route("hello", step));

        assertThatThrownBy(routes.reload::reload)
                .isInstanceOf(BrokenRoutesException.class)
                .hasMessageContaining("hello.camel.yaml:" + line + ": ")
                .hasMessageContaining(problem);
        assertThat(routes.ask("hello")).isEqualTo("one");
        assertThat(routes.ask("other")).isEqualTo("other");
        assertThat(routes.definitions()).isEqualTo(2);

        routes.answering("hello", "mended").reload.reload();
        assertThat(routes.ask("hello")).isEqualTo("mended");
        assertThat(routes.reload.lastRefusal()).isEmpty();
    }

    @Test
    void keepsTheRoutesWhenTheFolderGoes() throws Exception {
        Files.delete(folder.resolve("hello.camel.yaml"));
        Files.delete(folder.resolve("other.camel.yaml"));
        assertThatThrownBy(routes.reload::reload).hasMessageContaining("Holds no route file");
        Files.delete(folder);
        assertThatThrownBy(routes.reload::reload).hasMessageContaining("The folder has gone");

        assertThat(routes.ask("hello")).isEqualTo("one");
    }

    @Test
    void leavesRoutesOfTheProgramAlone() throws Exception {
        routes.close();
        routes = new RouteFixture(folder);
        routes.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:java").routeId("java").to("direct:hello");
            }
        });
        routes.start();

        routes.answering("hello", "two").reload.reload();
        assertThat(routes.ask("java")).isEqualTo("two");
    }

    @Test
    void waitsForRunningExchanges() throws Exception {
        Gate gate = restartWithGate(Duration.ofSeconds(30));
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> routes.ask("hello"));
        gate.entered();

        routes.answering("other", "new other");
        Thread reloading = new Thread(routes.reload::reload);
        reloading.start();
        await().until(() -> reloading.getState() == Thread.State.TIMED_WAITING || !reloading.isAlive());
        assertThat(reloading.isAlive()).isTrue();
        gate.open.countDown();

        assertThat(running.get(20, TimeUnit.SECONDS)).isEqualTo("other");
        reloading.join(20_000);
        assertThat(routes.ask("other")).isEqualTo("new other");
    }

    @Test
    void waitsNoLongerThanItsPatience() throws Exception {
        Gate gate = restartWithGate(Duration.ofMillis(100));
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> routes.ask("hello"));
        gate.entered();

        routes.answering("other", "new other").reload.reload();

        assertThat(routes.ask("other")).isEqualTo("new other");
        gate.open.countDown();
        assertThat(running.handle((answer, failure) -> failure != null).get(20, TimeUnit.SECONDS))
                .isTrue();
    }

    private Gate restartWithGate(Duration patience) throws Exception {
        routes.close();
        routes = new RouteFixture(folder, patience);
        Gate gate = new Gate();
        routes.context.getRegistry().bind("gate", gate);
        routes.write("hello.camel.yaml", RouteFixture.route("hello", "- process: {ref: gate}", "- to: direct:other"));
        routes.start();
        return gate;
    }

    private static final class Gate implements Processor {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void process(Exchange exchange) throws Exception {
            entered.countDown();
            open.await(20, TimeUnit.SECONDS);
        }

        private void entered() throws InterruptedException {
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void showsTheRefusalInHealthAndToTheOperator() {
        RoutesHealthIndicator health = new RoutesHealthIndicator(routes.reload);
        RoutesMBean mbean = new RoutesMBean(routes.reload);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        routes.write("hello.camel.yaml", "route: {}");
        assertThat(mbean.reload()).contains("refused", "hello.camel.yaml:1");
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails().get("refusal")).asString().contains("hello.camel.yaml:1");
        assertThat(mbean.getLastRefusal()).contains("hello.camel.yaml:1");

        routes.answering("hello", "one");
        assertThat(mbean.reload()).isEqualTo("2 files in service");
        assertThat(mbean.getLastRefusal()).isEmpty();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void watchesTheFolder() {
        try (LiveReload live = new LiveReload(true, List.of(routes.reload), Duration.ofMillis(40))) {
            live.start();

            routes.answering("hello", "watched");
            await().untilAsserted(() -> assertThat(routes.ask("hello")).isEqualTo("watched"));

            routes.write("hello.camel.yaml", "route: {}");
            await().until(() -> routes.reload.lastRefusal().isPresent());
            assertThat(routes.ask("hello")).isEqualTo("watched");

            routes.answering("hello", "mended");
            await().untilAsserted(() -> assertThat(routes.ask("hello")).isEqualTo("mended"));
        }
    }
}
