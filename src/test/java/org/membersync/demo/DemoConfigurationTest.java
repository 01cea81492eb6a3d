package org.membersync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    void startsTheSimulatorsUnderTheProfile() {
        runner.withPropertyValues("spring.profiles.active=demo").run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Life.class);
            assertThat(context.getBean(SimulatedBusinessCentral.class).members())
                    .hasSize(30);
            assertThat(context.getBean(SimulatedHeyLoyalty.class).activeCount()).isPositive();
            SimulatedCdp cdp = context.getBean(SimulatedCdp.class);
            assertThat(cdp.apiUrl()).startsWith("http://127.0.0.1:");
            List<Map<String, Object>> told = new ArrayList<>();
            cdp.push(told::add);
            cdp.enter(CdpLife.ART_LOVERS, "a@example.dk");
            cdp.enter(CdpLife.LEAVING, "a@example.dk");
            assertThat(told)
                    .extracting(event -> event.get("audienceId"))
                    .containsExactly(CdpLife.ART_LOVERS, CdpLife.LEAVING);
        });
    }

    @Test
    void staysAwayWithoutTheProfile() {
        runner.run(context -> assertThat(context).doesNotHaveBean(SimulatedBusinessCentral.class));
    }
}
