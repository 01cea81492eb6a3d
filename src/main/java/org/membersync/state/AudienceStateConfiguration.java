package org.membersync.state;

import java.time.Clock;
import org.membersync.mapping.ActivationStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Offers the stores of audiences by the names that routes use. */
@Configuration(proxyBeanMethods = false)
class AudienceStateConfiguration {

    @Bean
    AudienceInbox audienceInbox(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate stateTransaction,
            Clock clock,
            Suppressions suppressions,
            ReceivingLoad receivingLoad) {
        return new AudienceInbox(jdbc, batches, stateTransaction, clock, suppressions, receivingLoad);
    }

    @Bean
    AudienceItems audienceItems(JdbcClient jdbc) {
        return new AudienceItems(jdbc);
    }

    @Bean
    AudienceFeedPosition audienceFeedPosition(JdbcClient jdbc, Clock clock) {
        return new AudienceFeedPosition(jdbc, clock);
    }

    @Bean
    AudienceTruth audienceTruth(
            JdbcClient jdbc, NamedParameterJdbcOperations batches, Suppressions suppressions, ChangeQueue changeQueue) {
        return new AudienceTruth(jdbc, batches, suppressions, changeQueue);
    }

    @Bean
    AudienceFields audienceFields(
            TransactionTemplate stateTransaction,
            AudienceItems audienceItems,
            AudienceTruth audienceTruth,
            AudienceTaking audienceTaking) {
        return new AudienceFields(stateTransaction, audienceItems, audienceTruth, audienceTaking);
    }

    @Bean
    AudienceTaking audienceTaking(
            JdbcClient jdbc,
            AudienceTruth audienceTruth,
            TransactionTemplate stateTransaction,
            Clock clock,
            ActivationStore activationStore,
            AudienceInbox audienceInbox,
            AudienceItems audienceItems,
            AudienceFeedPosition audienceFeedPosition,
            Suppressions suppressions) {
        return new AudienceTaking(
                stateTransaction,
                clock,
                activationStore,
                audienceInbox,
                audienceItems,
                audienceTruth,
                audienceFeedPosition,
                suppressions,
                new SharedLocks(jdbc));
    }

    @Bean
    AudiencePlans audiencePlans(
            JdbcClient jdbc,
            AudienceTruth audienceTruth,
            TransactionTemplate stateTransaction,
            Clock clock,
            ActivationStore activationStore,
            AudienceInbox audienceInbox,
            AudienceItems audienceItems,
            AudienceFeedPosition audienceFeedPosition,
            Suppressions suppressions) {
        PlannedTruth truth = new PlannedTruth(jdbc, stateTransaction, activationStore, audienceItems);
        return () -> new PlannedTellings(
                audienceTaking(
                        jdbc,
                        audienceTruth,
                        stateTransaction,
                        clock,
                        activationStore,
                        audienceInbox,
                        audienceItems,
                        audienceFeedPosition,
                        suppressions),
                truth);
    }

    @Bean
    AudiencePersons audiencePersons(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            Clock clock,
            Suppressions suppressions,
            ChangeQueue changeQueue,
            Claims claims,
            Ledger ledger) {
        return new AudiencePersons(jdbc, stateTransaction, clock, suppressions, changeQueue, claims, ledger);
    }

    @Bean
    AudienceStandings audienceStandings(JdbcClient jdbc, Suppressions suppressions, AudiencePersons audiencePersons) {
        return new AudienceStandings(jdbc, suppressions, audiencePersons);
    }

    @Bean
    AudienceEcho audienceEcho(
            JdbcClient jdbc,
            Clock clock,
            Suppressions suppressions,
            ActivationStore activationStore,
            ListSeen listSeen,
            ChangeQueue changeQueue,
            Claims claims) {
        return new AudienceEcho(jdbc, clock, suppressions, activationStore, listSeen, changeQueue, claims);
    }

    @Bean
    AudienceMails audienceMails(JdbcClient jdbc, Clock clock) {
        return new AudienceMails(jdbc, clock);
    }
}
