package org.membersync.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.membersync.MembersyncApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** In the demo HeyLoyalty's webhooks come to the program itself, and a share of them gets lost, so that the poll finds it. */
class DemoWebhooksTest {

    private static final String NEWCOMER = "ny.ærø@example.dk";

    @Test
    void arrive() throws IOException {
        try (ConfigurableApplicationContext demo = start(0)) {
            SimulatedHeyLoyalty heyLoyalty = subscribe(demo);

            awaitNewcomer(demo);
            assertThat(accepted(demo)).isPositive();
            assertThat(heyLoyalty.lostWebhooks()).isZero();
        }
    }

    @Test
    void areAllLostWhenTheShareIsOneAndThePollFindsWhatTheyWouldHaveTold() throws IOException {
        try (ConfigurableApplicationContext demo = start(1)) {
            SimulatedHeyLoyalty heyLoyalty = subscribe(demo);

            assertThat(heyLoyalty.lostWebhooks()).isPositive();
            awaitNewcomer(demo);
            assertThat(accepted(demo)).isZero();
        }
    }

    private static SimulatedHeyLoyalty subscribe(ConfigurableApplicationContext demo) {
        SimulatedHeyLoyalty heyLoyalty = demo.getBean(SimulatedHeyLoyalty.class);
        heyLoyalty.add(Map.of("email", NEWCOMER, "firstname", "Ny", "lastname", "Ærø"));
        return heyLoyalty;
    }

    private static void awaitNewcomer(ConfigurableApplicationContext demo) {
        SimulatedBusinessCentral businessCentral = demo.getBean(SimulatedBusinessCentral.class);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !businessCentral.membersByEmail(NEWCOMER).isEmpty());
    }

    private static double accepted(ConfigurableApplicationContext demo) {
        return demo.getBean(MeterRegistry.class)
                .counter("membersync.webhooks", "source", "heyloyalty", "result", "accepted")
                .count();
    }

    private static ConfigurableApplicationContext start(int lostShare) throws IOException {
        List<Integer> ports = freePorts();
        return new SpringApplicationBuilder(MembersyncApplication.class)
                .profiles("demo")
                .run(
                        "--membersync.demo.lost-webhooks=" + lostShare,
                        "--membersync.demo.members=10",
                        "--membersync.demo.business-central-port=" + ports.get(0),
                        "--membersync.demo.heyloyalty-port=" + ports.get(1),
                        "--membersync.demo.cdp-port=" + ports.get(2),
                        "--membersync.database.url=jdbc:hsqldb:mem:demo-losing-" + lostShare,
                        "--membersync.members.settle-delay=0s",
                        // The list is polled only where no webhook can tell.
                        "--membersync.schedules.poll-heyloyalty=" + (lostShare == 1 ? "500ms" : "0 0 0 1 1 ?"),
                        "--membersync.schedules.dispatch=200ms",
                        "--server.port=0",
                        "--spring.main.banner-mode=off");
    }

    private static List<Integer> freePorts() throws IOException {
        try (ServerSocket one = free();
                ServerSocket two = free();
                ServerSocket three = free()) {
            return List.of(one.getLocalPort(), two.getLocalPort(), three.getLocalPort());
        }
    }

    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
