package org.membersync.web;

import io.micrometer.core.instrument.MeterRegistry;
import org.membersync.settings.MembersyncSettings;
import org.membersync.settings.WebhookSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.session.DisableEncodeUrlFilter;

/**
 * Who may send webhooks: HeyLoyalty, by its own proof, and Business Central, whose proof is in what it sends; who may push
 * bookings, and who tells of audiences, each by a proof of its own. No person's login counts here, nor does the proof count
 * anywhere else. A
 * program's request without cookies cannot be forged by a page in a browser, so that no CSRF token is asked for.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WebhookSecurity {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSecurity.class);

    @Bean
    @Order(WebSecurity.ORDER - 100)
    SecurityFilterChain heyLoyaltyWebhooks(
            HttpSecurity http,
            MembersyncSettings settings,
            ApplicationAvailability availability,
            MeterRegistry registry)
            throws Exception {
        WebhookSettings webhooks = settings.webhooks();
        if (!webhooks.isOn()) {
            LOG.info(
                    "HeyLoyalty's webhooks are not received: set {}",
                    webhooks.auth() == WebhookSettings.Auth.OAUTH2
                            ? "membersync.webhooks.issuer-uri (MEMBERSYNC_WEBHOOKS_ISSUERURI)"
                            : "membersync.webhooks.password (MEMBERSYNC_WEBHOOKS_PASSWORD)");
        }
        open(http, HeyLoyaltyWebhook.PATH, WebhookGate.ofHeyLoyalty(webhooks, availability, registry));
        return askFor(http, webhooks);
    }

    @Bean
    @Order(WebSecurity.ORDER - 98)
    SecurityFilterChain bookingPushes(
            HttpSecurity http,
            MembersyncSettings settings,
            ApplicationAvailability availability,
            MeterRegistry registry)
            throws Exception {
        open(http, PushedBookings.PATH, WebhookGate.ofBookings(settings.heybooking(), availability, registry));
        return askFor(http, settings.heybooking().push());
    }

    @Bean
    @Order(WebSecurity.ORDER - 97)
    SecurityFilterChain audiencePushes(
            HttpSecurity http,
            MembersyncSettings settings,
            ApplicationAvailability availability,
            MeterRegistry registry)
            throws Exception {
        WebhookSettings push = settings.audiences().push();
        open(http, AudienceEventsController.PATH, WebhookGate.ofAudiences(push, availability, registry));
        return askFor(http, push);
    }

    private static SecurityFilterChain askFor(HttpSecurity http, WebhookSettings proof) throws Exception {
        switch (proof.auth()) {
            case BASIC -> askForBasic(http, proof);
            case OAUTH2 -> askForToken(http, proof);
            case NONE ->
                http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        }
        return http.build();
    }

    @Bean
    @Order(WebSecurity.ORDER - 99)
    SecurityFilterChain businessCentralWebhooks(
            HttpSecurity http,
            MembersyncSettings settings,
            ApplicationAvailability availability,
            MeterRegistry registry)
            throws Exception {
        WebhookSettings webhooks = settings.webhooks();
        open(http, BusinessCentralWebhook.PATH, WebhookGate.ofBusinessCentral(webhooks, availability, registry));
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    private static void open(HttpSecurity http, String path, WebhookGate gate) throws Exception {
        http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher(path))
                .addFilterBefore(gate, DisableEncodeUrlFilter.class)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable);
    }

    private static void askForBasic(HttpSecurity http, WebhookSettings webhooks) throws Exception {
        AuthenticationEntryPoint refusal = (request, response, failure) -> {
            response.setHeader("WWW-Authenticate", "Basic realm=\"membersync webhooks\"");
            response.setStatus(401);
        };
        http.authenticationManager(managerOf(new OneCaller(webhooks.username(), webhooks.password())))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .httpBasic(basic -> basic.authenticationEntryPoint(refusal))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(refusal));
    }

    private static void askForToken(HttpSecurity http, WebhookSettings webhooks) throws Exception {
        JwtAuthenticationProvider tokens =
                new JwtAuthenticationProvider(IssuedTokens.decoder(webhooks.issuerUri(), webhooks.audience()));
        http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(new TokenRefusal())
                        .jwt(jwt -> jwt.authenticationManager(managerOf(tokens))));
    }

    private static ProviderManager managerOf(AuthenticationProvider provider) {
        return new ProviderManager(provider);
    }
}
