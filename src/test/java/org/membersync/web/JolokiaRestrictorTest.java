package org.membersync.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WebTest
class JolokiaRestrictorTest {

    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private CamelContext camel;

    @AfterEach
    void startRoute() throws Exception {
        camel.getRouteController().startRoute("watched");
    }

    @Test
    void letsTheViewerSeeTheDiagram() throws Exception {
        var viewer = WebTestSupport.viewer(port);

        assertThat(exec(viewer, context(), "dumpRoutesAsXml()").get("value").asText())
                .contains("watched");
        assertThat(exec(viewer, context(), "dumpRoutesStatsAsXml(boolean,boolean)", true, true)
                        .get("value")
                        .asText())
                .contains("watched");
        assertThat(exec(viewer, route(), "dumpRouteAsXml()").get("value").asText())
                .contains("watched");
    }

    @Test
    void letsTheViewerReadCounters() throws Exception {
        assertThat(read(WebTestSupport.viewer(port), route(), "ExchangesTotal")
                        .get("value")
                        .isNumber())
                .isTrue();
    }

    @Test
    void keepsTheViewerFromStoppingARoute() throws Exception {
        assertDenied(exec(WebTestSupport.viewer(port), route(), "stop()"));

        assertThat(camel.getRouteController().getRouteStatus("watched")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void letsTheOperatorStopAndStartARoute() throws Exception {
        assertThat(exec(WebTestSupport.operator(port), route(), "stop()")
                        .get("status")
                        .asInt())
                .isEqualTo(200);
        assertThat(camel.getRouteController().getRouteStatus("watched")).isEqualTo(ServiceStatus.Stopped);

        assertThat(exec(WebTestSupport.operator(port), route(), "start()")
                        .get("status")
                        .asInt())
                .isEqualTo(200);
        assertThat(camel.getRouteController().getRouteStatus("watched")).isEqualTo(ServiceStatus.Started);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sendBody(java.lang.String,java.lang.Object)",
                "sendStringBody(java.lang.String,java.lang.String)",
                "requestBody(java.lang.String,java.lang.Object)",
                "requestStringBody(java.lang.String,java.lang.String)",
                "createEndpoint(java.lang.String)",
                "removeEndpoints(java.lang.String)",
                "setTracing(java.lang.Boolean)",
                "stop()",
                "restart()"
            })
    void keepsEvenTheOperatorFromSendingOrChanging(String operation) throws Exception {
        assertDenied(exec(WebTestSupport.operator(port), context(), operation, "direct:watched", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove()", "updateRouteFromXml(java.lang.String)", "setTracing(java.lang.Boolean)"})
    void keepsEvenTheOperatorFromRewritingARoute(String operation) throws Exception {
        assertDenied(exec(WebTestSupport.operator(port), route(), operation, "<route/>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.sun.management:type=HotSpotDiagnostic | DiagnosticOptions",
                "com.sun.management:type=DiagnosticCommand | Any",
                "java.util.logging:type=Logging | LoggerNames",
                "JMImplementation:type=MBeanServerDelegate | MBeanServerId",
                "java.lang:type=Runtime | SystemProperties",
                "java.lang:type=Runtime | InputArguments",
                "java.nio:type=BufferPool,name=direct | Count"
            })
    void hidesWhatCouldHoldSecretsFromEverybody(String mbean, String attribute) throws Exception {
        assertDenied(read(WebTestSupport.operator(port), mbean, attribute));
        assertDenied(read(WebTestSupport.viewer(port), mbean, attribute));
    }

    @Test
    void hidesSecretsAlsoWhenAllAttributesAreRead() throws Exception {
        String answer = WebTestSupport.operator(port)
                .jolokia("{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"config\":{\"ignoreErrors\":true}}")
                .body();

        assertThat(answer).contains("VmName").doesNotContain("java.class.path", "sun.java.command", "-Xmx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "vmSystemProperties", "gcHeapDump"})
    void keepsTheOperatorFromTheVirtualMachine(String operation) throws Exception {
        assertDenied(exec(
                WebTestSupport.operator(port), "com.sun.management:type=DiagnosticCommand", operation, new Object[0]));
    }

    @Test
    void keepsTheOperatorFromWriting() throws Exception {
        String request = JSON.writeValueAsString(
                Map.of("type", "write", "mbean", route(), "attribute", "Tracing", "value", true));

        assertDenied(
                JSON.readTree(WebTestSupport.operator(port).jolokia(request).body()));
    }

    @Test
    void letsOnlyTheOperatorCallOurOwnOperations() throws Exception {
        String routes = "org.membersync:type=Routes";

        assertThat(read(WebTestSupport.viewer(port), routes, "LoadedFiles").get("value"))
                .isNotEmpty();
        assertDenied(exec(WebTestSupport.viewer(port), routes, "reload()"));
        assertThat(exec(WebTestSupport.operator(port), routes, "reload()")
                        .get("value")
                        .asText())
                .endsWith(" files in service");
    }

    @Test
    void listsOnlyWhatIsShown() throws Exception {
        JsonNode domains = JSON.readTree(WebTestSupport.operator(port)
                        .jolokia("{\"type\":\"list\",\"config\":{\"maxDepth\":1}}")
                        .body())
                .get("value");

        assertThat(domains.fieldNames())
                .toIterable()
                .contains("org.apache.camel", "quartz")
                .isSubsetOf("org.apache.camel", "quartz", "org.membersync", "java.lang");
    }

    @Test
    void hidesWhatSearchWouldFind() throws Exception {
        JsonNode found = JSON.readTree(WebTestSupport.operator(port)
                        .jolokia("{\"type\":\"search\",\"mbean\":\"com.sun.management:*\"}")
                        .body())
                .get("value");

        assertThat(found).isEmpty();
    }

    @Test
    void answersNoOtherSite() {
        assertThat(WebTestSupport.viewer(port)
                        .corsPreflight("/jolokia/version")
                        .headers()
                        .map())
                .doesNotContainKey("access-control-allow-origin");
    }

    private void assertDenied(JsonNode answer) {
        assertThat(answer.get("status").asInt()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.has("value")).isFalse();
    }

    private JsonNode exec(WebTestSupport person, String mbean, String operation, Object... arguments) throws Exception {
        return JSON.readTree(person.jolokia(JSON.writeValueAsString(
                        Map.of("type", "exec", "mbean", mbean, "operation", operation, "arguments", arguments)))
                .body());
    }

    private JsonNode read(WebTestSupport person, String mbean, String attribute) throws Exception {
        return JSON.readTree(
                person.jolokia(JSON.writeValueAsString(Map.of("type", "read", "mbean", mbean, "attribute", attribute)))
                        .body());
    }

    private String context() {
        return "org.apache.camel:context=%1$s,type=context,name=\"%2$s\""
                .formatted(camel.getManagementName(), camel.getName());
    }

    private String route() throws Exception {
        return new ObjectName(
                        "org.apache.camel:context=%s,type=routes,name=\"watched\"".formatted(camel.getManagementName()))
                .getCanonicalName();
    }
}
