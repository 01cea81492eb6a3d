package org.membersync.operation;

import io.micrometer.core.instrument.MeterRegistry;
import org.membersync.state.ChangeQueue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers the figures that routes report. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

    @Bean
    SyncMetrics syncMetrics(MeterRegistry registry, ChangeQueue changeQueue) {
        return new SyncMetrics(registry, changeQueue);
    }
}
