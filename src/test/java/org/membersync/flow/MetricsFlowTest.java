package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Direction;
import org.membersync.member.Newsletter;
import org.membersync.operation.SyncRun;
import org.membersync.operation.alerts.Alerts;
import org.membersync.population.ScheduledReconciliation;
import org.membersync.state.Pauses;
import org.membersync.state.RemovalHolds;
import org.membersync.support.World;

/** What Prometheus is told of a program in trouble: each figure that operators have their rules on. */
class MetricsFlowTest {

    @Test
    void countWhatNeedsAnOperatorAndForgetWhatIsOver() throws Exception {
        try (World world = World.empty()) {
            world.with("membersync.members.max-unsubscribes-per-run", "2")
                    .with("membersync.schedules.reconcile-repairs", "true")
                    .start();
            List<String> members = List.of(
                    world.eligible("Astrid"), world.eligible("Birte"), world.eligible("Carl"), world.eligible("Dan"));
            world.bean(SyncRun.class).run();
            tickByHand(world);

            String entry =
                    world.heyLoyalty().membersByEmail("dan@example.dk").get(0).id();
            world.heyLoyalty().edit(entry, Map.of("city", "Tønder"));
            world.bean(ScheduledReconciliation.class).bySchedule();

            assertThat(world.queue()).as("the nightly comparison repairs").containsEntry("due", 1L);
            assertThat(scraped(world))
                    .contains("membersync_differences{kind=\"different\"} 1.0", "membersync_queue{state=\"due\"} 1.0")
                    .contains("membersync_decisions_total{outcome=\"create\"} 4.0");
            world.bean(SyncRun.class).run();
            assertThat(world.businessCentral()
                            .member(members.get(3))
                            .orElseThrow()
                            .city())
                    .isEqualTo("Tønder");

            members.subList(0, 3).forEach(number -> world.businessCentral().newsletter(number, Newsletter.NO));
            world.businessCentral().add(World.member("Erik").with(fields -> fields.country("XX", "Nowhere")));
            world.bean(SyncRun.class).run();
            world.bean(Pauses.class).pause(Direction.INBOUND, "astrid", "");
            world.bean(Alerts.class).watch();

            assertThat(scraped(world))
                    .contains("membersync_queue{state=\"held\"} 3.0")
                    .contains("membersync_parked{reason=\"unmapped-value\"} 1.0")
                    .contains("membersync_standstill{name=\"paused-inbound\"} 1.0")
                    .contains("membersync_alert{name=\"removals-held\"} 1.0")
                    .contains("membersync_alerts_total{kind=\"began\",name=\"parked\"} 1.0")
                    .contains("membersync_alerts_total{kind=\"began\",name=\"removals-held\"} 1.0")
                    .contains("membersync_alerts_total{kind=\"began\",name=\"paused-inbound\"} 1.0");

            world.bean(Pauses.class).resume(Direction.INBOUND, "astrid");
            world.bean(RemovalHolds.class).approve("astrid", "they left");
            world.bean(SyncRun.class).run();
            world.bean(ScheduledReconciliation.class).bySchedule();
            world.bean(Alerts.class).watch();

            assertThat(scraped(world))
                    .contains("membersync_queue{state=\"held\"} 0.0")
                    .contains("membersync_standstill{name=\"paused-inbound\"} 0.0")
                    .contains("membersync_differences{kind=\"different\"} 0.0")
                    .contains("membersync_decisions_total{outcome=\"unsubscribe\"} 3.0")
                    .contains("membersync_alert{name=\"removals-held\"} 0.0")
                    .contains("membersync_alerts_total{kind=\"ended\",name=\"removals-held\"} 1.0");
        }
    }

    private static void tickByHand(World world) throws Exception {
        CamelContext camel = world.bean(CamelContext.class);
        AdviceWith.adviceWith(camel, "measure-queue", advice -> advice.replaceFromWith("direct:tick"));
        camel.getRouteController().startRoute("measure-queue");
    }

    private static String scraped(World world) throws IOException, InterruptedException {
        // A count of the queue serves for a while; of a few rows for less than this.
        await(world);
        String login = Base64.getEncoder().encodeToString("operator:secret-for-tests".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:"
                        + world.program().getEnvironment().getProperty("local.server.port") + "/actuator/prometheus"))
                .header("Authorization", "Basic " + login)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void await(World world) {
        Map<String, Long> queue = world.queue();
        org.awaitility.Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
            world.bean(ProducerTemplate.class).sendBody("direct:tick", "");
            return queue.equals(measured(world));
        });
    }

    private static Map<String, Long> measured(World world) {
        return world.bean(io.micrometer.core.instrument.MeterRegistry.class).find("membersync.queue").gauges().stream()
                .collect(java.util.stream.Collectors.toMap(
                        gauge -> gauge.getId().getTag("state"), gauge -> (long) gauge.value()));
    }
}
