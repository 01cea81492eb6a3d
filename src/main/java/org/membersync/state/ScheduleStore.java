package org.membersync.state;

import java.util.Properties;
import javax.sql.DataSource;
import org.membersync.settings.MembersyncSettings;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.springframework.boot.autoconfigure.quartz.QuartzProperties;
import org.springframework.boot.autoconfigure.quartz.SchedulerFactoryBeanCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps the schedules in a database that processes share, so that each fires once over all of them. One process alone, and a
 * command, which has no schedules, keep them in memory.
 */
@Configuration(proxyBeanMethods = false)
class ScheduleStore {

    @Bean
    SchedulerFactoryBeanCustomizer sharedSchedules(
            DataSource dataSource, QuartzProperties given, MembersyncSettings settings, Instances instances) {
        return factory -> {
            if (settings.sharesSchedules()) {
                Properties properties = new Properties();
                properties.putAll(given.getProperties());
                properties.putAll(shared(instances.id()));
                factory.setDataSource(dataSource);
                factory.setQuartzProperties(properties);
            }
        };
    }

    private static Properties shared(String instance) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceId", instance);
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        // One that died is missed after ten seconds.
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "3000");
        // What was missed while nobody ran is not made up for in one burst.
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "5000");
        return properties;
    }
}
