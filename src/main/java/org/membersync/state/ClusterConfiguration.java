package org.membersync.state;

import java.time.Clock;
import org.membersync.settings.MembersyncSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What processes on one database need of each other; one on an embedded database has nobody to share with. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

    @Bean
    DatabaseClock databaseClock(JdbcClient jdbc, Clock clock) {
        return new DatabaseClock(jdbc, clock);
    }

    @Bean
    Claims claims(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            DatabaseClock databaseClock,
            MembersyncSettings settings) {
        return settings.database().isEmbedded()
                ? Claims.ofOneProcess(jdbc, stateTransaction, databaseClock)
                : new Claims(
                        jdbc,
                        stateTransaction,
                        databaseClock,
                        settings.cluster().lease());
    }

    @Bean
    Instances instances(JdbcClient jdbc, DatabaseClock databaseClock, MembersyncSettings settings) {
        return settings.database().isEmbedded()
                ? Instances.alone()
                : new Instances(jdbc, databaseClock, settings.cluster().lease(), System::nanoTime);
    }

    @Bean
    LateWrites lateWrites(
            JdbcClient jdbc, TransactionTemplate stateTransaction, Claims claims, ChangeQueue changeQueue) {
        return new LateWrites(jdbc, stateTransaction, claims, changeQueue);
    }

    @Bean
    Heartbeat heartbeat(
            DatabaseClock databaseClock,
            Instances instances,
            Claims claims,
            CreatedValues createdValues,
            LateWrites lateWrites,
            MembersyncSettings settings) {
        Heartbeat heartbeat = new Heartbeat(databaseClock, instances, claims, createdValues, lateWrites);
        if (!settings.database().isEmbedded()) {
            heartbeat.start(settings.cluster().lease());
        }
        return heartbeat;
    }

    @Bean
    CallBudget businessCentralBudget(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            DatabaseClock databaseClock,
            MembersyncSettings settings) {
        return new CallBudget(
                jdbc,
                stateTransaction,
                databaseClock.running(),
                "business-central",
                settings.businessCentral().requestsPer5Minutes());
    }
}
