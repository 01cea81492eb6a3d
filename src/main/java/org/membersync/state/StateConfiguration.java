package org.membersync.state;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.decision.Direction;
import org.membersync.mapping.CreatedValuesFile;
import org.membersync.mapping.MappingStore;
import org.membersync.settings.MembersyncSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Offers the stores by the names that routes use. */
@Configuration(proxyBeanMethods = false)
class StateConfiguration {

    @Bean
    RunId runId(Clock clock) {
        return RunId.startedAt(clock.instant());
    }

    @Bean
    TransactionTemplate stateTransaction(PlatformTransactionManager manager) {
        return new StateTransaction(manager);
    }

    @Bean
    Directory directory(JdbcClient jdbc, Clock clock, Suppressions suppressions) {
        return new JdbcDirectory(jdbc, clock, suppressions);
    }

    @Bean
    ChangeQueue changeQueue(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            DatabaseClock databaseClock,
            MembersyncSettings settings,
            Claims claims) {
        ChangeQueue queue = new ChangeQueue(
                jdbc, stateTransaction, databaseClock, settings.members().settleDelay(), claims, served(settings));
        if (settings.database().isEmbedded()) {
            queue.releaseAll();
        }
        return queue;
    }

    /** What is switched off waits in the queue. */
    private static Set<Direction> served(MembersyncSettings settings) {
        Set<Direction> served = EnumSet.noneOf(Direction.class);
        if (settings.membersActive()) {
            served.addAll(EnumSet.of(Direction.OUTBOUND, Direction.INBOUND, Direction.MEMBERSHIP, Direction.AUDIENCE));
        }
        if (settings.bookingsActive()) {
            served.addAll(EnumSet.of(Direction.BUYER, Direction.BATCH, Direction.BOOKING));
        }
        return served;
    }

    @Bean
    Watermarks watermarks(JdbcClient jdbc, Clock clock) {
        return new Watermarks(jdbc, clock);
    }

    @Bean
    FeedReading feedReading(
            BusinessCentralRequests requests,
            Watermarks watermarks,
            Directory directory,
            ChangeQueue changeQueue,
            TransactionTemplate stateTransaction,
            Clock clock,
            MembersyncSettings settings) {
        FeedRecording recording = new FeedRecording(
                stateTransaction,
                watermarks,
                directory,
                changeQueue,
                settings.businessCentral().overlap());
        return new FeedReading(requests, watermarks, recording, clock);
    }

    @Bean
    EarlierEntries earlierEntries(JdbcClient jdbc) {
        return new EarlierEntries(jdbc);
    }

    @Bean
    Links links(JdbcClient jdbc, EarlierEntries earlierEntries, Clock clock) {
        return new Links(jdbc, earlierEntries, clock);
    }

    @Bean
    BaseStore baseStore(JdbcClient jdbc, Clock clock) {
        return new BaseStore(jdbc, clock);
    }

    @Bean
    Agreements agreements(JdbcClient jdbc, BaseStore baseStore) {
        return new Agreements(jdbc, baseStore);
    }

    @Bean
    FieldFailures fieldFailures(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            Clock clock,
            Links links,
            Agreements agreements,
            ChangeQueue changeQueue) {
        return new FieldFailures(jdbc, stateTransaction, clock, links, agreements, changeQueue);
    }

    @Bean
    CreatedValues createdValues(
            JdbcClient jdbc, Clock clock, MappingStore mappingStore, CreatedValuesFile createdValuesFile) {
        CreatedValues values = new CreatedValues(jdbc, clock, mappingStore, createdValuesFile);
        values.takeIntoForce();
        return values;
    }

    @Bean
    NewMembers newMembers(JdbcClient jdbc, TransactionTemplate stateTransaction, Clock clock) {
        return new NewMembers(jdbc, stateTransaction, clock);
    }

    @Bean
    Suppressions suppressions(JdbcClient jdbc, Clock clock) {
        Suppressions suppressions = new Suppressions(jdbc, clock);
        suppressions.makeKey();
        return suppressions;
    }

    @Bean
    Ledger ledger(JdbcClient jdbc, EarlierEntries earlierEntries, Clock clock, RunId runId) {
        return new Ledger(jdbc, earlierEntries, clock, runId);
    }

    @Bean
    Failures failures(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            Clock clock,
            ChangeQueue changeQueue,
            Ledger ledger) {
        return new Failures(jdbc, stateTransaction, clock, changeQueue, ledger);
    }

    @Bean
    RemovalHolds removalHolds(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            Clock clock,
            DatabaseClock databaseClock,
            Ledger ledger) {
        return new RemovalHolds(jdbc, stateTransaction, clock, databaseClock, ledger);
    }

    @Bean
    Removals removals(
            JdbcClient jdbc,
            Clock clock,
            ChangeQueue changeQueue,
            Links links,
            Ledger ledger,
            RemovalHolds removalHolds,
            MembersyncSettings settings) {
        return new Removals(
                jdbc,
                clock,
                changeQueue,
                links,
                ledger,
                removalHolds,
                settings.members().maxRemovals());
    }

    @Bean
    Holds holds(JdbcClient jdbc, TransactionTemplate stateTransaction, Clock clock) {
        return new Holds(jdbc, stateTransaction, clock);
    }

    @Bean
    Pauses pauses(JdbcClient jdbc, Clock clock) {
        return new Pauses(jdbc, clock);
    }

    @Bean
    Polls polls(JdbcClient jdbc, TransactionTemplate stateTransaction, Clock clock, Holds holds) {
        return new Polls(jdbc, stateTransaction, clock, holds);
    }

    @Bean
    ContactNoes contactNoes(JdbcClient jdbc, Clock clock, Suppressions suppressions) {
        return new ContactNoes(jdbc, clock, suppressions);
    }

    @Bean
    ImportedList importedList(
            TransactionTemplate stateTransaction,
            Links links,
            Suppressions suppressions,
            ContactNoes contactNoes,
            ChangeQueue changeQueue) {
        return new ImportedList(stateTransaction, links, suppressions, contactNoes, changeQueue);
    }

    @Bean
    AlertBook alertBook(JdbcClient jdbc, TransactionTemplate stateTransaction, Clock clock) {
        return new AlertBook(jdbc, stateTransaction, clock);
    }

    @Bean
    Retention retention(JdbcClient jdbc, EarlierEntries earlierEntries, Clock clock, MembersyncSettings settings) {
        return new Retention(jdbc, earlierEntries, clock, settings.retention());
    }

    @Bean
    AnnouncedWrites announcedWrites(JdbcClient jdbc, Clock clock) {
        return new AnnouncedWrites(jdbc, clock);
    }

    @Bean
    ReceivingLoad receivingLoad() {
        return new ReceivingLoad();
    }

    @Bean
    WebhookInbox webhookInbox(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            Clock clock,
            ChangeQueue changeQueue,
            Suppressions suppressions,
            ReceivingLoad receivingLoad,
            AudienceEcho audienceEcho,
            MembersyncSettings settings) {
        return new WebhookInbox(
                jdbc,
                stateTransaction,
                clock,
                changeQueue,
                suppressions,
                receivingLoad,
                audienceEcho,
                settings.heyLoyalty().listId());
    }

    @Bean
    EventHints eventHints(TransactionTemplate stateTransaction, ChangeQueue changeQueue, Directory directory) {
        return new EventHints(stateTransaction, changeQueue, directory);
    }

    @Bean
    Erasure erasure(
            JdbcClient jdbc,
            Suppressions suppressions,
            WebhookInbox webhookInbox,
            ListSeen listSeen,
            Ledger ledger,
            Links links,
            EarlierEntries earlierEntries,
            Agreements agreements,
            Failures failures,
            BaseStore baseStore,
            AudienceInbox audienceInbox,
            BookingErasure bookingErasure) {
        AudienceErasure audiences = new AudienceErasure(jdbc, suppressions, audienceInbox, ledger, failures, baseStore);
        return new Erasure(
                jdbc,
                suppressions,
                webhookInbox,
                listSeen,
                ledger,
                links,
                earlierEntries,
                agreements,
                failures,
                audiences,
                bookingErasure);
    }

    @Bean
    Precedence precedence(JdbcClient jdbc, ChangeQueue changeQueue) {
        return new Precedence(jdbc, changeQueue);
    }

    @Bean
    WebhookNews webhookNews(JdbcClient jdbc, AnnouncedWrites announcedWrites, AudienceEcho audienceEcho) {
        return new WebhookNews(jdbc, announcedWrites, audienceEcho);
    }

    @Bean
    Outcomes outcomes(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            Clock clock,
            Links links,
            Agreements agreements,
            Ledger ledger,
            Directory directory,
            ChangeQueue changeQueue,
            FieldFailures fieldFailures,
            AnnouncedWrites announcedWrites,
            Erasure erasure,
            AudiencePersons audiencePersons) {
        return new Outcomes(
                jdbc,
                stateTransaction,
                clock,
                links,
                agreements,
                ledger,
                directory,
                changeQueue,
                fieldFailures,
                announcedWrites,
                erasure,
                audiencePersons);
    }

    @Bean
    ListSeen listSeen(JdbcClient jdbc, Suppressions suppressions) {
        return new ListSeen(jdbc, suppressions);
    }

    @Bean
    ListNews listNews(Links links, BaseStore baseStore, MappingStore mappingStore, AudienceEcho audienceEcho) {
        return new ListNews(links, baseStore, mappingStore, audienceEcho);
    }

    @Bean
    ListChanges listChanges(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            Clock clock,
            ListNews listNews,
            Suppressions suppressions,
            ListSeen listSeen,
            ChangeQueue changeQueue) {
        return new ListChanges(jdbc, stateTransaction, clock, listNews, suppressions, listSeen, changeQueue);
    }

    @Bean
    InboundOutcomes inboundOutcomes(
            TransactionTemplate stateTransaction,
            Clock clock,
            Links links,
            Ledger ledger,
            ChangeQueue changeQueue,
            Agreements agreements,
            FieldFailures fieldFailures,
            CreatedValues createdValues,
            NewMembers newMembers,
            Suppressions suppressions,
            Erasure erasure,
            AudiencePersons audiencePersons,
            Buyers buyers,
            WebhookNews webhookNews) {
        return new InboundOutcomes(
                stateTransaction,
                clock,
                links,
                ledger,
                changeQueue,
                agreements,
                fieldFailures,
                createdValues,
                newMembers,
                suppressions,
                erasure,
                audiencePersons,
                buyers,
                webhookNews);
    }

    @Bean
    ConsentSweep consentSweep(
            Links links,
            AnnouncedWrites announcedWrites,
            ChangeQueue changeQueue,
            MembersyncSettings settings,
            Clock clock,
            TransactionTemplate stateTransaction,
            JdbcClient jdbc) {
        return new ConsentSweep(
                links,
                announcedWrites,
                changeQueue,
                settings.businessCentral().consentSweep(),
                clock,
                stateTransaction,
                jdbc);
    }

    @Bean
    Runs runs(JdbcClient jdbc, TransactionTemplate stateTransaction, Clock clock, MembersyncSettings settings) {
        Runs runs = new Runs(jdbc, stateTransaction, clock);
        if (settings.database().isEmbedded()) {
            runs.interruptAll();
        }
        return runs;
    }

    @Bean
    Populations populations(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate stateTransaction,
            Runs runs,
            Links links) {
        return new Populations(jdbc, batches, stateTransaction, runs, links);
    }

    @Bean
    PersonFacts personFacts(JdbcClient jdbc) {
        return new PersonFacts(jdbc);
    }

    @Bean
    Differences differences(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate stateTransaction,
            ChangeQueue changeQueue) {
        return new Differences(jdbc, batches, stateTransaction, changeQueue);
    }
}
