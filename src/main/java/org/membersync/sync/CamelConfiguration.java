package org.membersync.sync;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.hc.client5.http.impl.ChainElement;
import org.membersync.failure.FailureClassifier;
import org.membersync.settings.MembersyncSettings;
import org.membersync.state.AnnouncedWrites;
import org.membersync.state.CallBudget;
import org.membersync.state.Claims;
import org.membersync.state.Instances;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What Camel itself needs from us. */
@Configuration(proxyBeanMethods = false)
class CamelConfiguration {

    /** Before the route files are checked, which name schedules and addresses. */
    @Bean
    @Order(0)
    CamelContextConfiguration propertiesFunctions(MembersyncSettings settings) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                context.getPropertiesComponent().addPropertiesFunction(new ScheduleFunction(settings.schedules()));
                context.getPropertiesComponent().addPropertiesFunction(new AddressFunction(settings));
                context.getPropertiesComponent().addPropertiesFunction(new RetryFunction(settings.retry()));
                context.getPropertiesComponent().addPropertiesFunction(new FolderFunction(settings));
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // Nothing is left to do once Camel runs.
            }
        };
    }

    /** HttpClient would repeat 429, 503 and broken connections on its own, unseen by the redelivery policy. */
    @Bean
    HttpClientConfigurer httpWithoutRetries(SendingWindow sendingWindow) {
        return client -> client.disableAutomaticRetries()
                .disableCookieManagement()
                .disableRedirectHandling()
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "sending-window", sendingWindow);
    }

    /** Half of what the proof renewed: by then nobody else can have taken the turn over. */
    @Bean
    SendingWindow sendingWindow(MembersyncSettings settings) {
        return new SendingWindow(settings.cluster().lease().dividedBy(2), System::nanoTime);
    }

    @Bean
    WriteGuard writeGuard(Claims claims, SendingWindow sendingWindow) {
        return new WriteGuard(claims, sendingWindow);
    }

    @Bean
    CallLimits callLimits(
            MembersyncSettings settings, Instances instances, CallBudget businessCentralBudget, CamelContext context) {
        return new CallLimits(
                Map.of(
                        "business-central",
                        new CallLimits.Limit(
                                settings.businessCentral().maxConcurrentRequests(), businessCentralBudget::take),
                        "heyloyalty",
                        new CallLimits.Limit(settings.heyLoyalty().maxConcurrentRequests(), () -> true),
                        "heybooking",
                        new CallLimits.Limit(1, () -> true)),
                instances::share,
                () -> context.isStopping() || context.isStopped());
    }

    /** One thread for each member that is handled at the same time. */
    @Bean(destroyMethod = "shutdown")
    ExecutorService memberWorkers(MembersyncSettings settings) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "member-worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        return Executors.newFixedThreadPool(settings.members().workers(), threads);
    }

    @Bean
    MemberSwitch memberSwitch(MembersyncSettings settings) {
        return new MemberSwitch(settings);
    }

    @Bean
    MemberCases memberCases(AnnouncedWrites announcedWrites) {
        return new MemberCases(announcedWrites);
    }

    @Bean
    RequestHeaders requestHeaders() {
        return new RequestHeaders();
    }

    @Bean
    BriefTrouble briefTrouble(FailureClassifier failureClassifier) {
        return new BriefTrouble(failureClassifier);
    }
}
