package org.membersync.sync;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.membersync.settings.MembersyncSettings;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * Schedules beside those that processes share: {@code quartz-local:} fires in every process, for work that is shared by
 * claims. Where one process is alone it is the same as {@code quartz:}.
 */
@Configuration(proxyBeanMethods = false)
class LocalSchedules {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSchedules.class);

    @Bean("quartz-local")
    QuartzComponent quartzLocal(MembersyncSettings settings, ObjectProvider<Scheduler> scheduler) {
        QuartzComponent component = new QuartzComponent();
        if (settings.sharesSchedules()) {
            component.setProperties(Map.of(
                    "org.quartz.scheduler.instanceName", "membersync-local",
                    "org.quartz.threadPool.threadCount", "4",
                    "org.quartz.scheduler.jmx.export", "true",
                    "org.quartz.scheduler.jmx.objectName",
                            "quartz:type=QuartzScheduler,name=membersync-local,instance=local"));
        } else {
            scheduler.ifAvailable(component::setScheduler);
        }
        return component;
    }

    @Bean
    StaleSchedules staleSchedules(
            MembersyncSettings settings, ObjectProvider<Scheduler> scheduler, CamelContext context) {
        return new StaleSchedules(settings.sharesSchedules(), scheduler, context);
    }

    /** Shared schedules outlive their routes: those of routes that were renamed or taken away would fire for ever. */
    static class StaleSchedules {

        private final boolean shared;
        private final ObjectProvider<Scheduler> scheduler;
        private final CamelContext context;

        StaleSchedules(boolean shared, ObjectProvider<Scheduler> scheduler, CamelContext context) {
            this.shared = shared;
            this.scheduler = scheduler;
            this.context = context;
        }

        @EventListener(ApplicationReadyEvent.class)
        void forget() throws SchedulerException {
            if (!shared) {
                return;
            }
            Scheduler clock = scheduler.getObject();
            Set<TriggerKey> stale = new HashSet<>(clock.getTriggerKeys(GroupMatcher.anyTriggerGroup()));
            context.getRoutes().forEach(route -> {
                if (route.getEndpoint() instanceof QuartzEndpoint own) {
                    stale.remove(own.getTriggerKey());
                }
            });
            for (TriggerKey key : stale) {
                LOG.info("The schedule {} has no route any more and is forgotten", key.getName());
                clock.unscheduleJob(key);
            }
        }
    }
}
