package org.membersync.demo;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.membersync.heyloyalty.RegisteredWebhook;
import org.membersync.settings.MembersyncSettings;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Tells whoever watches the demo what it shows; a command that ends by itself tells nothing. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoConsoleConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(DemoConsoleConfiguration.class);

    @Bean
    StepCheck demoStepCheck(SimulatedBusinessCentral businessCentral, SimulatedHeyLoyalty heyLoyalty) {
        return new StepCheck(businessCentral, heyLoyalty);
    }

    @Bean
    BoxOffice demoBoxOffice(MembersyncSettings settings, @Value("${membersync.demo.seed:1}") long seed) {
        return new BoxOffice(
                settings.heybooking().push().username(),
                settings.heybooking().push().password(),
                seed);
    }

    @Bean
    Console demoConsole(
            SimulatedHeyLoyalty heyLoyalty,
            StepCheck check,
            Ledger ledger,
            ChangeQueue queue,
            Failures failures,
            Clock clock) {
        return new Console(heyLoyalty, check, ledger, queue, failures, clock);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startDemoConsole(
            Console console,
            BoxOffice office,
            SimulatedBusinessCentral businessCentral,
            SimulatedHeyLoyalty heyLoyalty,
            SimulatedCdp cdp,
            MembersyncSettings settings,
            @Value("${membersync.demo.seed:1}") long seed,
            @Value("${membersync.demo.lost-webhooks:0.2}") double lostShare,
            @Value("${membersync.demo.ticket-every:7s}") Duration ticketEvery,
            @Value("${membersync.demo.sum-up-every:10s}") Duration interval) {
        return ready -> {
            if (ready.getApplicationContext() instanceof ServletWebServerApplicationContext web
                    && web.getWebServer() != null) {
                String address = "http://localhost:" + web.getWebServer().getPort();
                heyLoyalty.sendWebhooks(
                        WebhookOptions.basic(DemoConfiguration.WEBHOOK_USERNAME, DemoConfiguration.WEBHOOK_PASSWORD)
                                .losing(lostShare, seed));
                heyLoyalty.addWebhook(
                        address + RegisteredWebhook.RECEIVER, org.membersync.heyloyalty.Webhooks.TRIGGERS);
                CdpPush push = new CdpPush(
                        URI.create(address + "/audiences/events"),
                        settings.audiences().push().username(),
                        DemoConfiguration.CDP_PASSWORD,
                        lostShare,
                        seed);
                cdp.push(push::send);
                LOG.info(
                        "{}",
                        Greeting.text(
                                businessCentral.memberNumbers().size(),
                                address,
                                settings.web().operatorUsername()));
                console.start(interval);
                if (settings.heybooking().isPushed()) {
                    office.start(URI.create(address + "/bookings/events"), ticketEvery);
                }
            }
        };
    }
}
