package org.membersync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DemoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withInitializer(context ->
                    context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance()))
            .withUserConfiguration(DemoConfiguration.class)
            .withPropertyValues(
                    "membersync.demo.business-central-port=0",
                    "membersync.demo.heyloyalty-port=0",
                    "membersync.demo.cdp-port=0",
                    "membersync.demo.members=30");

    @Test
    void startsBothSimulatorsUnderTheProfile() {
        runner.withPropertyValues("spring.profiles.active=demo").run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Life.class);
            assertThat(context.getBean(SimulatedBusinessCentral.class).members())
                    .hasSize(30);
            assertThat(context.getBean(SimulatedHeyLoyalty.class).activeCount()).isPositive();
        });
    }

    @Test
    void staysAwayWithoutTheProfile() {
        runner.run(context -> assertThat(context).doesNotHaveBean(SimulatedBusinessCentral.class));
    }
}
