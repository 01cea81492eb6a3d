package org.membersync.operation;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.membersync.failure.FailureClassifier;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Failures;
import org.membersync.state.Holds;
import org.membersync.state.Ledger;
import org.membersync.sync.MemberSwitch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers the figures that routes report. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

    @Bean
    SyncMetrics syncMetrics(MeterRegistry registry, ChangeQueue changeQueue) {
        return new SyncMetrics(registry, changeQueue);
    }

    @Bean
    SystemCalls systemCalls(ProducerTemplate camel) {
        return new SystemCalls(camel);
    }

    @Bean
    SyncRun syncRun(
            SystemCalls calls,
            MemberSwitch memberSwitch,
            ChangeQueue queue,
            Failures failures,
            Holds holds,
            Ledger ledger,
            FailureClassifier classifier,
            CamelContext context,
            Clock clock) {
        return new SyncRun(
                calls, memberSwitch, queue, failures, holds, ledger, classifier, new PausedPoll(context), clock);
    }
}
