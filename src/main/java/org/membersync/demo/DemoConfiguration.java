package org.membersync.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Starts the simulators with a made-up population under the profile {@code demo}, and lets things happen in them once the
 * program is ready. With the default ports the program reaches them with these settings:
 *
 * <pre>
 * membersync:
 *   business-central:
 *     api-url: http://127.0.0.1:18081/v2.0/3f1c6a52-7d0e-4b8f-9a3d-5e2b1c4d6f70/Demo/api
 *     company-id: b7a1f3c4-2d5e-4f60-8a91-0c3e5d7f9b21
 *     retail-api-url: http://127.0.0.1:18081/3f1c6a52-7d0e-4b8f-9a3d-5e2b1c4d6f70/Demo/Skovmuseet%20Danmark
 *     auth: oauth2
 *     token-url: http://127.0.0.1:18081/3f1c6a52-7d0e-4b8f-9a3d-5e2b1c4d6f70/oauth2/v2.0/token
 *     client-id: 0e9d8c7b-6a5f-4e3d-2c1b-0a9f8e7d6c5b
 *     client-secret: demo-client-secret
 *   heyloyalty:
 *     api-url: http://127.0.0.1:18082/loyalty/v1
 *     api-key: demo-key
 *     api-secret: demo-secret
 *     list-id: 1717
 *   webhooks:
 *     password: demo-webhook-password
 *   audiences:
 *     password: demo-cdp-password
 *     api-url: http://127.0.0.1:18083
 *     api-key: demo-cdp-key
 *   heybooking:
 *     api-url: http://127.0.0.1:18082/api
 *     integration-id: demo-integration
 *     password: demo-ticket-password
 * </pre>
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
public class DemoConfiguration {

    /** Entra tenant of the simulated Business Central. */
    public static final String TENANT = "3f1c6a52-7d0e-4b8f-9a3d-5e2b1c4d6f70";

    public static final String ENVIRONMENT = "Demo";

    /** The company's name, as the REST front's paths hold it; its blank is {@code %20} there. */
    public static final String COMPANY = "Skovmuseet Danmark";

    public static final String COMPANY_ID = "b7a1f3c4-2d5e-4f60-8a91-0c3e5d7f9b21";
    public static final String CLIENT_ID = "0e9d8c7b-6a5f-4e3d-2c1b-0a9f8e7d6c5b";

    /** Opens nothing but the simulator. */
    public static final String CLIENT_SECRET = "demo-client-secret";

    /** Opens nothing but the simulator. */
    public static final String NP_API_KEY = "demo-np-api-key";

    /** Opens nothing but the simulator. */
    public static final String HEYLOYALTY_API_KEY = "demo-key";

    /** Opens nothing but the simulator. */
    public static final String HEYLOYALTY_API_SECRET = "demo-secret";

    /** With these HeyLoyalty's webhooks come to the demo. */
    public static final String WEBHOOK_USERNAME = "heyloyalty";

    /** Opens nothing but the demo. */
    public static final String WEBHOOK_PASSWORD = "demo-webhook-password";

    /** Opens nothing but the demo. */
    static final String CDP_PASSWORD = "demo-cdp-password";

    /** Opens nothing but the simulator. */
    static final String CDP_API_KEY = "demo-cdp-key";

    /** With it the demo's box office tells of tickets; opens nothing but the demo. */
    public static final String TICKET_PASSWORD = "demo-ticket-password";

    public static final String LIST_ID = "1717";

    @Bean
    SimulatedBusinessCentral simulatedBusinessCentral(
            @Value("${membersync.demo.business-central-port:18081}") int port) {
        return SimulatedBusinessCentral.start(port);
    }

    @Bean
    SimulatedHeyLoyalty simulatedHeyLoyalty(
            SimulatedBusinessCentral businessCentral,
            @Value("${membersync.demo.heyloyalty-port:18082}") int port,
            @Value("${membersync.demo.seed:1}") long seed,
            @Value("${membersync.demo.members:500}") int members) {
        SimulatedHeyLoyalty heyLoyalty = SimulatedHeyLoyalty.start(port);
        new Population(seed, members, LocalDate.now(ZoneOffset.UTC)).fill(businessCentral, heyLoyalty);
        return heyLoyalty;
    }

    @Bean
    SimulatedCdp simulatedCdp(@Value("${membersync.demo.cdp-port:18083}") int port) {
        SimulatedCdp cdp = SimulatedCdp.start(port, Clock.systemUTC(), CDP_API_KEY);
        cdp.addAudience(CdpLife.ART_LOVERS, "Art lovers");
        cdp.addAudience(CdpLife.LEAVING, "About to leave");
        return cdp;
    }

    @Bean
    Life demoLife(
            SimulatedBusinessCentral businessCentral,
            SimulatedHeyLoyalty heyLoyalty,
            SimulatedCdp cdp,
            @Value("${membersync.demo.seed:1}") long seed) {
        return new Life(businessCentral, heyLoyalty, cdp, seed);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> startDemoLife(
            Life life, @Value("${membersync.demo.change-every:5s}") Duration interval) {
        return ready -> life.start(interval);
    }
}
