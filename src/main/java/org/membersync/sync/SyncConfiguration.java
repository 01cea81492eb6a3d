package org.membersync.sync;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.apache.camel.CamelContext;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.CatalogCache;
import org.membersync.cdp.CdpFeed;
import org.membersync.decision.Decider;
import org.membersync.decision.Eligibility;
import org.membersync.decision.EligibilityRules;
import org.membersync.decision.InboundDecider;
import org.membersync.decision.InboundRules;
import org.membersync.failure.FailureClassifier;
import org.membersync.heyloyalty.HeyLoyaltyAnswers;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.heyloyalty.ListCache;
import org.membersync.heyloyalty.ListReader;
import org.membersync.heyloyalty.Signature;
import org.membersync.heyloyalty.WebhookNotices;
import org.membersync.mapping.FieldComparison;
import org.membersync.mapping.MappingStore;
import org.membersync.settings.HeyLoyaltySettings;
import org.membersync.settings.MemberSettings;
import org.membersync.settings.MembersyncSettings;
import org.membersync.state.Agreements;
import org.membersync.state.AnnouncedWrites;
import org.membersync.state.Buyers;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Claims;
import org.membersync.state.ContactNoes;
import org.membersync.state.Directory;
import org.membersync.state.Failures;
import org.membersync.state.Holds;
import org.membersync.state.LateWrites;
import org.membersync.state.Links;
import org.membersync.state.ListChanges;
import org.membersync.state.NewMembers;
import org.membersync.state.ReceivingLoad;
import org.membersync.state.Suppressions;
import org.membersync.state.WebhookNews;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers the beans by the names that routes use. */
@Configuration(proxyBeanMethods = false)
class SyncConfiguration {

    /** The list's own fields change seldom; a change is seen within this time, or at once after a restart. */
    private static final Duration LIST_LIFETIME = Duration.ofMinutes(10);

    @Bean
    FailureClassifier failureClassifier() {
        return new FailureClassifier(Set.of(CallNotPermittedException.class));
    }

    @Bean
    UnfinishedWithdrawal unfinishedWithdrawal(FailureClassifier classifier, HeyLoyaltyRequests heyLoyaltyRequests) {
        return new UnfinishedWithdrawal(classifier, heyLoyaltyRequests);
    }

    @Bean
    FailureHandling failureHandling(
            FailureClassifier failureClassifier,
            MembersyncSettings settings,
            ChangeQueue changeQueue,
            Failures failures,
            Holds holds,
            LateWrites lateWrites) {
        return new FailureHandling(
                failureClassifier,
                settings.retry(),
                changeQueue,
                failures,
                holds,
                lateWrites,
                RandomGenerator.getDefault());
    }

    @Bean
    Eligibility eligibility(MembersyncSettings settings) {
        MemberSettings members = settings.members();
        return new Eligibility(new EligibilityRules(
                members.requiredContactInfo(),
                members.requireGdprApproval(),
                members.requireNewsletterSubscription(),
                members.unsubscribeIfBlocked()));
    }

    @Bean
    Signature heyLoyaltySignature(MembersyncSettings settings, Clock clock) {
        HeyLoyaltySettings heyLoyalty = settings.heyLoyalty();
        // While the integration is off nothing is signed, and the secret may be unset.
        String secret = heyLoyalty.apiSecret().isEmpty() ? "unset" : heyLoyalty.apiSecret();
        return new Signature(heyLoyalty.apiKey(), secret, clock);
    }

    @Bean
    HeyLoyaltyCalls heyLoyaltyCalls(Signature heyLoyaltySignature, MembersyncSettings settings, Clock clock) {
        Map<String, Signature> signatures = new TreeMap<>(Map.of("", heyLoyaltySignature));
        settings.audiences()
                .lists()
                .forEach((name, list) -> signatures.put(name, new Signature(list.apiKey(), list.apiSecret(), clock)));
        return new HeyLoyaltyCalls(new HeyLoyaltyAnswers(clock), signatures::get);
    }

    @Bean
    CdpCalls cdpCalls(MembersyncSettings settings, Clock clock) {
        return new CdpCalls(new CdpFeed(clock), settings.audiences().apiKey());
    }

    @Bean
    Connections connections(MembersyncSettings settings) {
        return new Connections(address -> address.url(settings));
    }

    @Bean
    Answers answers() {
        return new Answers();
    }

    @Bean
    HeyLoyaltyRequests heyLoyaltyRequests(MembersyncSettings settings) {
        String list = settings.heyLoyalty().listId().isEmpty()
                ? "unset"
                : settings.heyLoyalty().listId();
        return new HeyLoyaltyRequests(list, settings.heyLoyalty().skipOptIn());
    }

    @Bean
    HeyLoyaltyMembers heyLoyaltyMembers(MembersyncSettings settings) {
        return new HeyLoyaltyMembers(settings.heyLoyalty().timeZone());
    }

    @Bean
    ListReader heyLoyaltyListReader() {
        return new ListReader();
    }

    @Bean
    ListCache heyLoyaltyList(Clock clock) {
        return new ListCache(clock, LIST_LIFETIME);
    }

    @Bean
    WebhookNotices webhookNotices(MembersyncSettings settings) {
        return new WebhookNotices(settings.heyLoyalty().timeZone());
    }

    @Bean
    MemberReading memberReading(
            BusinessCentralRequests requests,
            Directory directory,
            Links links,
            Suppressions suppressions,
            ContactNoes contactNoes,
            Agreements agreements,
            Clock clock) {
        return new MemberReading(requests, directory, links, suppressions, contactNoes, agreements, clock);
    }

    @Bean
    MemberMapper memberMapper(MappingStore mappingStore, ListCache heyLoyaltyList) {
        return new MemberMapper(mappingStore, heyLoyaltyList);
    }

    @Bean
    HeyLoyaltyReading heyLoyaltyReading(
            HeyLoyaltyRequests requests,
            HeyLoyaltyMembers members,
            ListContacts listContacts,
            Links links,
            NewMembers newMembers,
            Claims claims) {
        return new HeyLoyaltyReading(requests, members, listContacts, links, newMembers, claims);
    }

    @Bean
    PhoneMatching phoneMatching(MappingStore mappingStore, ListCache heyLoyaltyList, Directory directory) {
        return new PhoneMatching(mappingStore, heyLoyaltyList, directory);
    }

    @Bean
    InboundReading inboundReading(
            HeyLoyaltyRequests requests,
            HeyLoyaltyMembers members,
            BusinessCentralRequests businessCentralRequests,
            MappingStore mappingStore,
            Links links,
            MemberMapper memberMapper,
            MemberReading memberReading,
            InboundDecider inboundDecider,
            ListCache heyLoyaltyList,
            PhoneMatching phoneMatching,
            WebhookNews webhookNews,
            Claims claims,
            Buyers buyers) {
        return new InboundReading(
                requests,
                members,
                businessCentralRequests,
                mappingStore,
                links,
                memberMapper,
                memberReading,
                inboundDecider,
                heyLoyaltyList,
                phoneMatching,
                webhookNews,
                claims,
                buyers);
    }

    @Bean
    ListPolling listPolling(
            HeyLoyaltyRequests requests,
            HeyLoyaltyMembers members,
            ListChanges listChanges,
            MembersyncSettings settings) {
        return new ListPolling(
                requests, members, listChanges, settings.heyLoyalty().pageSize());
    }

    @Bean
    InboundDecider inboundDecider(MembersyncSettings settings) {
        MemberSettings members = settings.members();
        return new InboundDecider(
                FieldComparison::same,
                new InboundRules(
                        members.createInBc(), members.spamComplaint() == MemberSettings.SpamComplaint.UNSUBSCRIBE));
    }

    @Bean
    BusinessCentralDelivery businessCentralDelivery(
            InboundDecider inboundDecider,
            MappingStore mappingStore,
            ListCache heyLoyaltyList,
            NewMembers newMembers,
            Claims claims) {
        return new BusinessCentralDelivery(inboundDecider, mappingStore, heyLoyaltyList, newMembers, claims);
    }

    @Bean
    MemberCreation memberCreation(
            BusinessCentralRequests requests,
            MappingStore mappingStore,
            NewMembers newMembers,
            Claims claims,
            MembersyncSettings settings,
            Clock clock) {
        return new MemberCreation(
                requests,
                new CatalogCache(clock, LIST_LIFETIME),
                mappingStore,
                newMembers,
                claims,
                settings.members().defaultMembershipItem(),
                clock);
    }

    @Bean
    ListContacts listContacts(Eligibility eligibility, MappingStore mappingStore) {
        return new ListContacts(eligibility, mappingStore);
    }

    @Bean
    HeyLoyaltyDelivery heyLoyaltyDelivery(
            HeyLoyaltyRequests requests,
            HeyLoyaltyMembers members,
            ListCache heyLoyaltyList,
            ListContacts listContacts,
            AnnouncedWrites announcedWrites,
            Claims claims,
            Clock clock) {
        return new HeyLoyaltyDelivery(
                new Decider(FieldComparison::same),
                requests,
                members,
                heyLoyaltyList,
                listContacts,
                announcedWrites,
                claims,
                clock);
    }

    @Bean
    MemberWork memberWork(
            ChangeQueue changeQueue,
            ListCache heyLoyaltyList,
            Directory directory,
            BusinessCentralRequests requests,
            ReceivingLoad receivingLoad,
            CamelContext context) {
        return new MemberWork(changeQueue, heyLoyaltyList, directory, requests, receivingLoad, context);
    }
}
