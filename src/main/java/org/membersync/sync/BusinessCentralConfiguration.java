package org.membersync.sync;

import java.time.Clock;
import org.apache.camel.ProducerTemplate;
import org.membersync.businesscentral.AccessTokens;
import org.membersync.businesscentral.Authorization;
import org.membersync.businesscentral.BusinessCentralAnswers;
import org.membersync.businesscentral.BusinessCentralEvents;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.TokenAnswer;
import org.membersync.businesscentral.TokenAnswers;
import org.membersync.businesscentral.TokenRequests;
import org.membersync.settings.BusinessCentralSettings;
import org.membersync.settings.MembersyncSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers what calls Business Central by the names that routes use. */
@Configuration(proxyBeanMethods = false)
class BusinessCentralConfiguration {

    @Bean
    BusinessCentralRequests businessCentralRequests(MembersyncSettings settings) {
        BusinessCentralSettings business = settings.businessCentral();
        // While the integration is off nothing is asked, and the company may be unset.
        String company = business.companyId().isEmpty() ? "unset" : business.companyId();
        return new BusinessCentralRequests(company, business.pageSize(), business.apiUrl());
    }

    @Bean
    BusinessCentralEvents businessCentralEvents(MembersyncSettings settings) {
        return new BusinessCentralEvents(
                settings.webhooks().businessCentralClientState(),
                settings.businessCentral().companyId());
    }

    @Bean
    TokenRequests tokenRequests(MembersyncSettings settings) {
        BusinessCentralSettings business = settings.businessCentral();
        return new TokenRequests(business.clientId(), business.clientSecret(), business.scope());
    }

    @Bean
    TokenAnswers tokenAnswers(Clock clock) {
        return new TokenAnswers(clock);
    }

    @Bean
    BusinessCentralCalls businessCentralCalls(
            MembersyncSettings settings, Clock clock, ObjectProvider<ProducerTemplate> camel) {
        Authorization authorization = authorization(settings.businessCentral(), clock, camel);
        return new BusinessCentralCalls(authorization, new BusinessCentralAnswers(clock));
    }

    private static Authorization authorization(
            BusinessCentralSettings business, Clock clock, ObjectProvider<ProducerTemplate> camel) {
        Authorization basic = Authorization.basic(business.username(), business.password());
        return switch (business.auth()) {
            case OAUTH2 -> tokens(clock, camel);
            case BASIC -> basic;
            case API_KEY ->
                Authorization.apiKey(business.apiKey(), business.clientId().isEmpty() ? basic : tokens(clock, camel));
        };
    }

    private static Authorization tokens(Clock clock, ObjectProvider<ProducerTemplate> camel) {
        return Authorization.oauth2(new AccessTokens(
                clock,
                () -> FetchedToken.unwrap(
                        () -> camel.getObject().requestBody("direct:fetch-bc-token", "", TokenAnswer.class))));
    }
}
