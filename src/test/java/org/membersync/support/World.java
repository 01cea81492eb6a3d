package org.membersync.support;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.membersync.MembersyncApplication;
import org.membersync.demo.BusinessCentralOptions;
import org.membersync.demo.DemoConfiguration;
import org.membersync.demo.HeyLoyaltyOptions;
import org.membersync.demo.NewMember;
import org.membersync.demo.NewMembership;
import org.membersync.demo.SimulatedBusinessCentral;
import org.membersync.demo.SimulatedHeyLoyalty;
import org.membersync.member.GdprApproval;
import org.membersync.member.Newsletter;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole program between two simulators, driven step by step: its own clocks stand still. */
public final class World implements AutoCloseable {

    /** The same for all of a test, also across midnight. */
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private final SimulatedBusinessCentral businessCentral;
    private final SimulatedHeyLoyalty heyLoyalty;
    private final Map<String, String> settings = new TreeMap<>();
    private Clock clock;
    private MortalDatabase database;
    private ConfigurableApplicationContext program;

    private World(SimulatedBusinessCentral businessCentral, SimulatedHeyLoyalty heyLoyalty) {
        this.businessCentral = businessCentral;
        this.heyLoyalty = heyLoyalty;
        settings.putAll(settings(businessCentral, heyLoyalty));
    }

    /** Two simulators with nobody in them; the program is not started yet. */
    public static World empty() {
        return new World(SimulatedBusinessCentral.start(0), SimulatedHeyLoyalty.start(0));
    }

    /** Two simulators with nobody in them and the program, all by the same clock. */
    public static World empty(Clock clock) {
        return empty(clock, BusinessCentralOptions.defaults());
    }

    /** The same with a Business Central of other options. */
    public static World empty(Clock clock, BusinessCentralOptions options) {
        return new World(
                        SimulatedBusinessCentral.start(0, options.withClock(clock)),
                        SimulatedHeyLoyalty.start(
                                0, HeyLoyaltyOptions.defaults().withClock(clock)))
                .withClock(clock);
    }

    /** The settings that lead the program to these simulators, with short delays and clocks that stand still. */
    public static Map<String, String> settings(SimulatedBusinessCentral business, SimulatedHeyLoyalty heyLoyalty) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("membersync.enabled", "true");
        settings.put("membersync.members.enabled", "true");
        settings.put("membersync.members.settle-delay", "0s");
        // One World serves many tests, which together remove more people than a day should.
        settings.put("membersync.members.max-unsubscribes-per-run", "1000000");
        settings.put("membersync.business-central.api-url", business.apiUrl());
        settings.put("membersync.business-central.company-id", DemoConfiguration.COMPANY_ID);
        settings.put("membersync.business-central.retail-api-url", business.retailApiUrl());
        settings.put("membersync.business-central.token-url", business.tokenUrl());
        settings.put("membersync.business-central.client-id", DemoConfiguration.CLIENT_ID);
        settings.put("membersync.business-central.client-secret", DemoConfiguration.CLIENT_SECRET);
        settings.put("membersync.heyloyalty.api-url", heyLoyalty.apiUrl());
        settings.put("membersync.heyloyalty.api-key", DemoConfiguration.HEYLOYALTY_API_KEY);
        settings.put("membersync.heyloyalty.api-secret", DemoConfiguration.HEYLOYALTY_API_SECRET);
        settings.put("membersync.heyloyalty.list-id", DemoConfiguration.LIST_ID);
        settings.put("membersync.retry.first-delay", "1ms");
        settings.put("membersync.retry.max-delay", "2ms");
        settings.put("membersync.schedules.enabled", "false");
        settings.put("membersync.web.operator-password", "secret-for-tests");
        settings.put("server.port", "0");
        settings.put("spring.main.banner-mode", "off");
        return settings;
    }

    /** Another setting for the next start. */
    public World with(String property, String value) {
        settings.put(property, value);
        return this;
    }

    /** The program goes by that clock from the next start on; the simulators keep the right time. */
    public World withClock(Clock other) {
        settings.put("spring.main.allow-bean-definition-overriding", "true");
        clock = other;
        return this;
    }

    /** The next start has that database between itself and its own. */
    public World withDatabase(MortalDatabase mortal) {
        database = mortal;
        return this;
    }

    /** Starts the program. */
    public World start() {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(MembersyncApplication.class);
        if (clock != null) {
            builder.initializers(
                    context -> ((GenericApplicationContext) context).registerBean("clock", Clock.class, () -> clock));
        }
        if (database != null) {
            builder.initializers(context -> context.getBeanFactory().addBeanPostProcessor(new Mortality(database)));
        }
        List<String> arguments = new ArrayList<>();
        settings.forEach((property, value) -> arguments.add("--" + property + "=" + value));
        program = builder.run(arguments.toArray(String[]::new));
        return this;
    }

    /** Ends the program; the simulators go on. */
    public void stop() {
        program.close();
    }

    /** Reads the feeds. */
    public void poll() {
        camel().sendBody("direct:read-bc-feeds", "");
    }

    /** Works until nothing is due, without waiting for the settle delay. */
    public void work() {
        Exception failure = camel().send("direct:work-due-changes", exchange -> exchange.setVariable("hurry", true))
                .getException();
        if (failure != null) {
            throw new IllegalStateException("The work did not get through", failure);
        }
    }

    /** One run: reads the feeds and works on what they tell. */
    public void run() {
        poll();
        work();
    }

    /** An eligible member of Business Central, by first name; the e-mail address is made of it. */
    public String eligible(String name) {
        return businessCentral.add(member(name));
    }

    /** How an eligible member looks, to be changed before it is added. */
    public static NewMember member(String name) {
        return NewMember.named(name, "Ærøskov", name.toLowerCase(java.util.Locale.ROOT) + "@example.dk")
                .with(fields -> fields.newsletter(Newsletter.YES))
                .membership(NewMembership.current("GOLD", TODAY).withConsents(GdprApproval.ACCEPTED));
    }

    /** A bean of the running program. */
    public <T> T bean(Class<T> type) {
        return program.getBean(type);
    }

    public ConfigurableApplicationContext program() {
        return program;
    }

    public SimulatedBusinessCentral businessCentral() {
        return businessCentral;
    }

    public SimulatedHeyLoyalty heyLoyalty() {
        return heyLoyalty;
    }

    /** The parked members. */
    public List<Failures.Failure> parked() {
        return bean(Failures.class).open();
    }

    /** What waits in the queue, by state. */
    public Map<String, Long> queue() {
        return bean(ChangeQueue.class).depth();
    }

    /** Every call takes that long on both sides. */
    public World latency(Duration time) {
        businessCentral.latency(time);
        heyLoyalty.latency(time);
        return this;
    }

    private ProducerTemplate camel() {
        return bean(ProducerTemplate.class);
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
        businessCentral.close();
        heyLoyalty.close();
    }

    /** Puts the mortal database in front of the program's own. */
    private record Mortality(MortalDatabase database) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof DataSource dataSource ? database.wrap(dataSource) : bean;
        }
    }
}
