package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.membersync.demo.Fault;
import org.membersync.support.World;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;

/** The commands when a side is away or the integration is off, and over HTTP. */
class CommandTroubleTest {

    private final World world = World.empty();

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @Test
    void syncSaysWhichSideCouldNotBeReached() {
        world.with("membersync.retry.max-attempts", "3").start();
        String number = world.eligible("Ulla");
        world.heyLoyalty().faults().always(".*", Fault.status(503));

        Called called = Called.operator(world.program(), "sync");

        assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(called.output()).contains("NOT DONE").contains("HeyLoyalty");
        assertThat(Called.operator(world.program(), "explain", number).output())
                .contains("is not on the list because the change still waits");
        Called plan = Called.operator(world.program(), "plan");
        assertThat(plan.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(plan.errors()).contains("HeyLoyalty");
    }

    @Test
    void commandsSayThatTheIntegrationIsOff() throws Exception {
        world.with("membersync.enabled", "false")
                .with("membersync.web.viewer-password", "viewer-for-tests")
                .start();

        for (String command : new String[] {"sync", "plan"}) {
            Called called = Called.operator(world.program(), command);
            assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(called.output() + called.errors()).contains("MEMBERSYNC_ENABLED");
        }
        Called doctor = Called.operator(world.program(), "doctor");
        assertThat(doctor.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(doctor.output()).contains("switched off");
        assertThat(world.businessCentral().calls().total()).isZero();
        assertThat(world.heyLoyalty().calls().total()).isZero();
        assertThat(world.bean(HealthEndpoint.class).healthForPath("readiness").getStatus())
                .isEqualTo(Status.UP);
        operatorsRunCommandsOverHttp();
    }

    private void operatorsRunCommandsOverHttp() throws Exception {
        HttpResponse<String> list = post("operator:secret-for-tests", "{\"args\":[\"failures\",\"list\"]}");
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body()).contains("\"exitCode\":0").contains("No member is parked");
        assertThat(post("viewer:viewer-for-tests", "{\"args\":[\"failures\",\"list\"]}")
                        .body())
                .contains("No member is parked");
        assertThat(post("viewer:viewer-for-tests", "{\"args\":[\"sync\"]}").body())
                .contains("log in as the operator");
        assertThat(post("operator:wrong", "{\"args\":[\"failures\",\"list\"]}").statusCode())
                .isEqualTo(401);
        assertThat(post("operator:secret-for-tests", "{\"args\":[\"serve\"]}").body())
                .contains("\"exitCode\":1");
        assertThat(post("operator:secret-for-tests", "{\"args\":[null]}").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> post(String login, String body) throws IOException, InterruptedException {
        String port = world.program().getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/operations"))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
