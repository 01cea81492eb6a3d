package org.membersync.audience;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.membersync.cdp.AudienceEvents;
import org.membersync.cdp.CdpFeed;
import org.membersync.failure.FailureClassifier;
import org.membersync.heyloyalty.AudienceRequests;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.mapping.ActivationStore;
import org.membersync.settings.MembersyncSettings;
import org.membersync.state.AudienceEcho;
import org.membersync.state.AudienceFields;
import org.membersync.state.AudienceItems;
import org.membersync.state.AudiencePersons;
import org.membersync.state.AudienceTaking;
import org.membersync.state.Claims;
import org.membersync.state.Polls;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers the beans by the names that routes use. */
@Configuration(proxyBeanMethods = false)
class AudienceConfiguration {

    @Bean
    AudienceEvents audienceEvents(Clock clock) {
        return new AudienceEvents(clock);
    }

    @Bean
    AudienceLists audienceLists(
            ActivationStore activationStore,
            AudienceItems audienceItems,
            AudienceFields audienceFields,
            FailureClassifier failureClassifier,
            MembersyncSettings settings,
            Clock clock) {
        Map<String, AudienceRequests> requests = new TreeMap<>();
        requests.put("", new AudienceRequests(settings.heyLoyalty().listId(), ""));
        settings.audiences()
                .lists()
                .forEach((name, list) -> requests.put(name, new AudienceRequests(list.listId(), name)));
        return new AudienceLists(
                activationStore,
                audienceItems,
                audienceFields,
                requests,
                settings.audiences().removedLabel(),
                settings.retry().firstDelay(),
                failureClassifier,
                clock);
    }

    @Bean
    AudienceDelivery audienceDelivery(
            AudiencePersons audiencePersons,
            AudienceItems audienceItems,
            AudienceEcho audienceEcho,
            AudienceLists audienceLists,
            ActivationStore activationStore,
            HeyLoyaltyMembers members,
            Claims claims,
            Clock clock) {
        return new AudienceDelivery(
                new LiveAudiences(
                        audiencePersons,
                        audienceItems,
                        audienceLists,
                        new AudienceReadings(audiencePersons::next, System::nanoTime)),
                audiencePersons,
                audienceEcho,
                audienceLists,
                activationStore,
                members,
                claims,
                clock);
    }

    @Bean
    AudienceFeedTrouble audienceFeedTrouble(FailureClassifier failureClassifier, Polls polls, Clock clock) {
        return new AudienceFeedTrouble(failureClassifier, polls, clock);
    }

    @Bean
    AudiencePolling audiencePolling(
            MembersyncSettings settings,
            ActivationStore activationStore,
            AudienceTaking audienceTaking,
            AudiencePersons audiencePersons,
            Clock clock) {
        return new AudiencePolling(
                settings, activationStore, audienceTaking, audiencePersons, new CdpFeed(clock), clock);
    }
}
