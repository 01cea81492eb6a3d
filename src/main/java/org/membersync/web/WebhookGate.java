package org.membersync.web;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.membersync.settings.HeybookingSettings;
import org.membersync.settings.WebhookSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first and last to see a webhook: sends it away while nothing can be received, and counts every answer. It tells "try
 * again" from "refused", because HeyLoyalty gives up on what is refused, and Business Central deletes the subscription.
 */
final class WebhookGate extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookGate.class);
    private static final String RETRY_AFTER_SECONDS = "30";

    private final String source;
    private final boolean on;
    private final String issuerUri;
    private final String settings;
    private final ApplicationAvailability availability;
    private final MeterRegistry registry;
    private final AtomicBoolean issuerAway = new AtomicBoolean();
    private final AtomicBoolean refused = new AtomicBoolean();

    private WebhookGate(
            String source,
            boolean on,
            String issuerUri,
            String settings,
            ApplicationAvailability availability,
            MeterRegistry registry) {
        this.source = source;
        this.on = on;
        this.issuerUri = issuerUri;
        this.settings = settings;
        this.availability = availability;
        this.registry = registry;
    }

    static WebhookGate ofHeyLoyalty(
            WebhookSettings settings, ApplicationAvailability availability, MeterRegistry registry) {
        return new WebhookGate(
                "heyloyalty", settings.isOn(), settings.issuerUri(), "membersync.webhooks", availability, registry);
    }

    static WebhookGate ofBusinessCentral(
            WebhookSettings settings, ApplicationAvailability availability, MeterRegistry registry) {
        return new WebhookGate(
                "business-central", settings.isBusinessCentralOn(), "", "membersync.webhooks", availability, registry);
    }

    static WebhookGate ofAudiences(
            WebhookSettings settings, ApplicationAvailability availability, MeterRegistry registry) {
        return new WebhookGate(
                "audiences", settings.isOn(), settings.issuerUri(), "membersync.audiences", availability, registry);
    }

    static WebhookGate ofBookings(
            HeybookingSettings settings, ApplicationAvailability availability, MeterRegistry registry) {
        return new WebhookGate(
                "bookings",
                settings.isPushed(),
                settings.push().issuerUri(),
                "membersync.heybooking",
                availability,
                registry);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String result = "failed";
        try {
            answer(request, response, chain);
            result = result(response.getStatus());
        } finally {
            registry.counter("membersync.webhooks", "source", source, "result", result)
                    .increment();
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!on) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        } else if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            askToTryAgain(response);
        } else {
            try {
                chain.doFilter(request, response);
                if (response.getStatus() == HttpStatus.ACCEPTED.value()) {
                    issuerAway.set(false);
                    refused.set(false);
                } else if (request.getAttribute(TokenRefusal.SETTING) instanceof String setting) {
                    tellOfRefusal(setting);
                }
            } catch (AuthenticationServiceException | JwtDecoderInitializationException unchecked) {
                tellOfIssuer(unchecked);
                askToTryAgain(response);
            }
        }
    }

    /** Once for each time it goes away: everybody can send a token that leads to the issuer. */
    private void tellOfIssuer(RuntimeException failure) {
        if (issuerAway.compareAndSet(false, true)) {
            Throwable cause = failure;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            LOG.warn(
                    "What {} sends cannot be checked and is answered 503, because {} does not give its keys ({}): see {}",
                    source,
                    issuerUri,
                    cause.getClass().getName(),
                    named("issuer-uri"));
        }
    }

    /** Once until something is accepted: everybody can send a token that is refused. */
    private void tellOfRefusal(String setting) {
        if (refused.compareAndSet(false, true)) {
            LOG.warn(
                    "What came for {} was answered 401, because its token {}: compare {} with what the sender uses",
                    source,
                    setting.equals("audience")
                            ? "is not meant for this program"
                            : "is not a valid one of the issuer that is set",
                    named(setting));
        }
    }

    /** The setting and its environment variable. */
    private String named(String setting) {
        String property = settings + "." + setting;
        return property + " ("
                + property.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "") + ")";
    }

    /** To be tried again: the sender must not take it for refused. */
    static void askToTryAgain(HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
    }

    private static String result(int status) {
        return switch (status) {
            case 200 -> "handshake";
            case 202 -> "accepted";
            case 400 -> "malformed";
            case 401 -> "unauthorized";
            case 404 -> "off";
            case 413 -> "too-large";
            case 415 -> "wrong-type";
            case 503 -> "unavailable";
            default -> "refused";
        };
    }
}
