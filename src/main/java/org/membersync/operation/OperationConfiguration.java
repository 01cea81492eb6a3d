package org.membersync.operation;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.flywaydb.core.Flyway;
import org.membersync.audience.AudienceDelivery;
import org.membersync.audience.AudienceFeedTrouble;
import org.membersync.audience.AudienceLists;
import org.membersync.audience.AudiencePolling;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.cdp.CdpFeed;
import org.membersync.failure.FailureClassifier;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.heyloyalty.ListReader;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.mapping.MappingStore;
import org.membersync.population.PopulationRuns;
import org.membersync.settings.MembersyncSettings;
import org.membersync.state.AudienceItems;
import org.membersync.state.AudiencePersons;
import org.membersync.state.AudiencePlans;
import org.membersync.state.AudienceStandings;
import org.membersync.state.AudienceTaking;
import org.membersync.state.BaseStore;
import org.membersync.state.BookingBatches;
import org.membersync.state.Bookings;
import org.membersync.state.Buyers;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Directory;
import org.membersync.state.Failures;
import org.membersync.state.FieldFailures;
import org.membersync.state.Holds;
import org.membersync.state.Ledger;
import org.membersync.state.Links;
import org.membersync.state.ListChanges;
import org.membersync.state.Pauses;
import org.membersync.state.RemovalHolds;
import org.membersync.state.Suppressions;
import org.membersync.state.Watermarks;
import org.membersync.sync.MemberSwitch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.MailSender;

/** Offers the figures that routes report. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

    @Bean
    BookingsMBean bookingsMBean(Bookings bookings) {
        return new BookingsMBean(bookings);
    }

    @Bean
    BookingMetrics bookingMetrics(MeterRegistry registry) {
        return new BookingMetrics(registry);
    }

    @Bean
    SyncMetrics syncMetrics(MeterRegistry registry, ChangeQueue changeQueue, Standstills standstills) {
        return new SyncMetrics(registry, changeQueue, standstills);
    }

    @Bean
    AudienceMetrics audienceMetrics(MeterRegistry registry, AudienceDelivery audienceDelivery) {
        return new AudienceMetrics(registry, audienceDelivery);
    }

    @Bean
    ActivationWork activationWork(
            ActivationStore activationStore,
            AudienceItems audienceItems,
            AudiencePersons audiencePersons,
            AudienceTaking audienceTaking,
            AudienceLists audienceLists,
            AudiencePolling audiencePolling,
            AudienceFeedTrouble audienceFeedTrouble,
            SystemCalls calls,
            SyncRun syncRun) {
        return new ActivationWork(
                activationStore,
                audienceItems,
                audiencePersons,
                audienceTaking,
                audienceLists,
                audiencePolling,
                audienceFeedTrouble,
                calls,
                syncRun);
    }

    @Bean
    ActivationsMBean activationsMBean(ActivationWork activationWork) {
        return new ActivationsMBean(activationWork);
    }

    @Bean
    AudiencesHealthIndicator audiencesHealthIndicator(ActivationWork activationWork) {
        return new AudiencesHealthIndicator(activationWork);
    }

    @Bean
    Standstills standstills(Pauses pauses, Holds holds) {
        return new Standstills(pauses, holds);
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
            Standstills standstills,
            Ledger ledger,
            FailureClassifier classifier,
            CamelContext context,
            AudiencePolling audiencePolling,
            BookingBatches bookingBatches,
            Clock clock) {
        return new SyncRun(
                calls,
                memberSwitch,
                queue,
                failures,
                holds,
                standstills,
                ledger,
                classifier,
                new PausedPoll(context),
                audiencePolling,
                bookingBatches,
                clock);
    }

    @Bean
    PopulationWork populationWork(
            PopulationRuns populationRuns,
            SyncRun syncRun,
            ChangeQueue queue,
            MemberSwitch memberSwitch,
            CamelContext context) {
        return new PopulationWork(populationRuns, syncRun, queue, memberSwitch, new PausedPoll(context));
    }

    @Bean
    RunsMBean runsMBean(PopulationRuns populationRuns) {
        return new RunsMBean(populationRuns);
    }

    @Bean
    PlannedTurns plannedTurns(
            SystemCalls calls,
            FailureClassifier classifier,
            AudienceDelivery audienceDelivery,
            ExecutorService memberWorkers) {
        return new PlannedTurns(calls, classifier, audienceDelivery, memberWorkers);
    }

    @Bean
    PlanRun planRun(
            SystemCalls calls,
            BusinessCentralRequests requests,
            ChangeQueue queue,
            Directory directory,
            Watermarks watermarks,
            PlannedTurns plannedTurns,
            AudiencePolling audiencePolling,
            ActivationStore activationStore,
            AudienceLists audienceLists,
            AudiencePlans audiencePlans,
            MemberSwitch memberSwitch,
            Bookings bookings,
            BookingBatches bookingBatches,
            Clock clock) {
        return new PlanRun(
                calls,
                requests,
                queue,
                directory,
                watermarks,
                plannedTurns,
                new AudiencePlanRun(calls, audiencePolling, activationStore, audienceLists, audiencePlans),
                new BookingPlan(memberSwitch, bookings, bookingBatches, queue),
                clock);
    }

    @Bean
    MemberSearch memberSearch(
            SystemCalls calls,
            MemberSwitch memberSwitch,
            BusinessCentralRequests businessCentral,
            HeyLoyaltyRequests heyLoyalty,
            HeyLoyaltyMembers heyLoyaltyMembers,
            MappingStore mapping,
            Directory directory,
            Links links,
            ChangeQueue queue,
            Ledger ledger,
            Suppressions suppressions) {
        return new MemberSearch(
                calls,
                memberSwitch,
                businessCentral,
                heyLoyalty,
                heyLoyaltyMembers,
                mapping,
                directory,
                links,
                queue,
                ledger,
                suppressions);
    }

    @Bean
    Explanations explanations(
            MemberSearch search,
            Directory directory,
            Links links,
            BaseStore bases,
            Ledger ledger,
            ChangeQueue queue,
            Failures failures,
            Standstills standstills,
            Suppressions suppressions,
            SystemCalls calls,
            MemberSwitch memberSwitch,
            PlannedTurns plannedTurns,
            Clock clock) {
        return new Explanations(
                search,
                directory,
                links,
                bases,
                ledger,
                queue,
                failures,
                standstills,
                suppressions,
                new UndecidedMembers(calls, memberSwitch, plannedTurns, directory, clock));
    }

    @Bean
    AudienceExplanations audienceExplanations(
            ActivationStore activationStore,
            AudienceStandings audienceStandings,
            AudienceItems audienceItems,
            AudienceLists audienceLists,
            ChangeQueue queue,
            Failures failures,
            Ledger ledger) {
        return new AudienceExplanations(
                activationStore, audienceStandings, audienceItems, audienceLists, queue, failures, ledger);
    }

    @Bean
    BuyerExplanations buyerExplanations(
            Buyers buyers, Bookings bookings, Ledger ledger, ChangeQueue queue, Failures failures) {
        return new BuyerExplanations(buyers, bookings, ledger, queue, failures);
    }

    @Bean
    Mappings mappings(
            SystemCalls calls,
            BusinessCentralRequests businessCentral,
            HeyLoyaltyRequests heyLoyalty,
            ListReader reader,
            FailureClassifier classifier) {
        return new Mappings(calls, businessCentral, heyLoyalty, reader, classifier);
    }

    @Bean
    WebhookSetup webhookSetup(SystemCalls calls, HeyLoyaltyRequests requests) {
        return new WebhookSetup(calls, requests);
    }

    @Bean
    Doctor doctor(
            FailureClassifier classifier,
            MemberSwitch memberSwitch,
            MembersyncSettings settings,
            CamelContext context,
            Flyway flyway,
            MappingStore mapping,
            ChangeQueue queue,
            Failures failures,
            Standstills standstills,
            Links links,
            RemovalHolds removalHolds,
            ActivationChecks activationChecks,
            Watermarks watermarks,
            ListChanges listChanges,
            SystemCalls calls,
            BusinessCentralRequests businessCentral,
            HeyLoyaltyRequests heyLoyalty,
            HeyLoyaltyMembers heyLoyaltyMembers,
            Mappings mappings,
            WebhookSetup webhookSetup,
            BookingMappingStore bookingMapping,
            Bookings bookings,
            Clock clock) {
        WebhookCheck webhook = new WebhookCheck(webhookSetup, settings.webhooks());
        return new Doctor(
                classifier,
                memberSwitch,
                new OwnChecks(
                        memberSwitch,
                        settings,
                        context,
                        flyway,
                        mapping,
                        queue,
                        failures,
                        standstills,
                        links,
                        removalHolds,
                        activationChecks,
                        watermarks,
                        listChanges),
                new BusinessCentralChecks(settings, calls, businessCentral, clock),
                new HeyLoyaltyChecks(calls, heyLoyalty, heyLoyaltyMembers, mapping, mappings, webhook, clock),
                new BookingChecks(settings.heybooking(), bookingMapping, bookings, mappings));
    }

    @Bean
    ActivationChecks activationChecks(
            ActivationStore activationStore,
            ActivationWork activationWork,
            AudienceLists audienceLists,
            SystemCalls calls,
            MembersyncSettings settings,
            AudiencePolling audiencePolling,
            ObjectProvider<MailSender> mailSender,
            Clock clock) {
        return new ActivationChecks(
                activationStore,
                activationWork,
                audienceLists,
                calls,
                settings.audiences(),
                audiencePolling,
                new CdpFeed(clock),
                mailSender.getIfAvailable() != null);
    }

    @Bean
    FailuresMBean failuresMBean(Failures failures, FieldFailures fieldFailures) {
        return new FailuresMBean(failures, fieldFailures);
    }

    @Bean
    RemovalsMBean removalsMBean(RemovalHolds removalHolds) {
        return new RemovalsMBean(removalHolds);
    }

    @Bean
    QueueMBean queueMBean(
            ChangeQueue queue, Holds holds, Pauses pauses, Watermarks watermarks, ListChanges listChanges) {
        return new QueueMBean(queue, holds, pauses, watermarks, listChanges);
    }

    @Bean
    SyncHealthIndicator syncHealthIndicator(
            MemberSwitch memberSwitch,
            MembersyncSettings settings,
            Watermarks watermarks,
            Standstills standstills,
            Failures failures,
            RemovalHolds removalHolds,
            Clock clock) {
        return new SyncHealthIndicator(
                memberSwitch, settings.schedules(), watermarks, standstills, failures, removalHolds, clock);
    }

    @Bean
    SwitchNotice switchNotice(MemberSwitch memberSwitch, MembersyncSettings settings) {
        return new SwitchNotice(memberSwitch, settings.schedules().enabled());
    }
}
