package org.membersync.population;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.ProducerTemplate;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.decision.Eligibility;
import org.membersync.failure.FailureClassifier;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.MappingStore;
import org.membersync.settings.MembersyncSettings;
import org.membersync.state.Agreements;
import org.membersync.state.Differences;
import org.membersync.state.FeedReading;
import org.membersync.state.PersonFacts;
import org.membersync.state.Populations;
import org.membersync.state.Removals;
import org.membersync.state.Runs;
import org.membersync.state.Suppressions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers the beans by the names that routes use. */
@Configuration(proxyBeanMethods = false)
class PopulationConfiguration {

    @Bean
    PopulationReading populationReading(
            BusinessCentralRequests businessCentral,
            HeyLoyaltyRequests heyLoyalty,
            HeyLoyaltyMembers heyLoyaltyMembers,
            MembersyncSettings settings,
            MappingStore mapping,
            ListCache list,
            Eligibility eligibility,
            Suppressions suppressions,
            Populations populations,
            Runs runs) {
        return new PopulationReading(
                businessCentral,
                heyLoyalty,
                heyLoyaltyMembers,
                settings.heyLoyalty().pageSize(),
                mapping,
                list,
                eligibility,
                suppressions,
                populations,
                runs);
    }

    @Bean
    PopulationRuns populationRuns(
            ProducerTemplate camel,
            MembersyncSettings settings,
            FeedReading feedReading,
            PopulationReading populationReading,
            ListCache list,
            Eligibility eligibility,
            Agreements agreements,
            Suppressions suppressions,
            Populations populations,
            PersonFacts personFacts,
            Differences differences,
            Runs runs,
            Removals removals,
            FailureClassifier classifier,
            MeterRegistry registry) {
        PopulationPages pages = new PopulationPages(
                camel,
                runs,
                feedReading,
                classifier,
                settings.retry(),
                settings.businessCentral().overlap());
        return new PopulationRuns(
                pages,
                populationReading,
                list,
                eligibility,
                agreements,
                suppressions,
                populations,
                personFacts,
                differences,
                runs,
                removals,
                classifier,
                new DifferenceGauges(registry));
    }

    @Bean
    ScheduledReconciliation reconciliation(PopulationRuns populationRuns, MembersyncSettings settings) {
        return new ScheduledReconciliation(populationRuns, settings.schedules().reconcileRepairs());
    }
}
