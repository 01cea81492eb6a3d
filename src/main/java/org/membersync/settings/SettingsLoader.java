package org.membersync.settings;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.membersync.decision.Eligibility;
import org.membersync.decision.RemovalLimit;
import org.membersync.decision.RequiredContactInfo;
import org.membersync.settings.AudienceSettings.ListAccess;
import org.membersync.settings.BusinessCentralSettings.Auth;
import org.membersync.settings.MemberSettings.SpamComplaint;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** Makes the settings of what the environment holds, or refuses all that is wrong with it at once (behaviour S). */
public final class SettingsLoader {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int LONGEST_CLIENT_STATE = 50;

    private final ConfigurableEnvironment environment;
    private final SettingsReader reader;

    private SettingsLoader(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.reader = new SettingsReader(Binder.get(environment));
    }

    /**
     * The valid settings.
     *
     * @throws InvalidSettingsException naming every problem
     */
    public static MembersyncSettings load(ConfigurableEnvironment environment) {
        return new SettingsLoader(environment).load();
    }

    private MembersyncSettings load() {
        boolean enabled = reader.flag("membersync.enabled");
        WebhookSettings webhooks = webhooks();
        MembersyncSettings settings = new MembersyncSettings(
                enabled,
                reader.required("membersync.routes", true, "Name the folder of the route files, such as file:./routes"),
                reader.required(
                        "membersync.mappings", true, "Name the folder of the mapping files, such as file:./mappings"),
                reader.flag("membersync.live-reload.enabled"),
                members(),
                businessCentral(enabled),
                heyLoyalty(enabled, webhooks.isOn()),
                webhooks,
                audiences(),
                heybooking(),
                schedules(),
                retry(),
                alerts(),
                retention(),
                database(),
                cluster(),
                web());
        new UnknownSettings(environment, reader.known()).report(reader);
        if (!reader.problems().isEmpty()) {
            throw new InvalidSettingsException(reader.problems());
        }
        return settings;
    }

    private MemberSettings members() {
        refuseReadingFromWebhooks();
        return new MemberSettings(
                reader.flag("membersync.members.enabled"),
                reader.choice(
                        "membersync.members.required-contact-info",
                        RequiredContactInfo.class,
                        RequiredContactInfo.EMAIL),
                reader.flag("membersync.members.require-gdpr-approval"),
                reader.flag("membersync.members.require-newsletter-subscription"),
                reader.flag("membersync.members.unsubscribe-if-blocked"),
                reader.flag("membersync.members.create-in-bc"),
                reader.text("membersync.members.default-membership-item").strip(),
                reader.choice("membersync.members.spam-complaint", SpamComplaint.class, SpamComplaint.UNSUBSCRIBE),
                reader.parsed(
                        "membersync.members.max-unsubscribes-per-run",
                        "Set it to a share of the linked members such as 5%, or to a number of persons such as 200",
                        RemovalLimit::parse,
                        new RemovalLimit(BigDecimal.ZERO, false)),
                reader.duration("membersync.members.settle-delay", Duration.ZERO, Duration.ofHours(1)),
                reader.number("membersync.members.workers", 1, 200));
    }

    /** Behaviour I3. */
    private void refuseReadingFromWebhooks() {
        String property = "membersync.members.read-member-data-from-webhook";
        if (reader.flag(property)) {
            reader.report(
                    property,
                    "is not done: webhooks come late and in any order, and an old one must not overwrite a newer state, so"
                            + " each HeyLoyalty member is read by its id",
                    "Set it to false, or leave it out");
        }
    }

    private BusinessCentralSettings businessCentral(boolean needed) {
        Auth auth = reader.choice("membersync.business-central.auth", Auth.class, Auth.OAUTH2);
        boolean oauth = needed && auth == Auth.OAUTH2;
        boolean basic = needed && auth == Auth.BASIC;
        boolean apiKey = needed && auth == Auth.API_KEY;
        String clientId = reader.required(
                "membersync.business-central.client-id",
                oauth,
                "Set it to the application (client) id of the Entra app registration");
        boolean tokens = oauth || apiKey && !clientId.isEmpty();
        String username = reader.required(
                "membersync.business-central.username",
                basic || apiKey && !tokens,
                apiKey
                        ? "NP Retail's key does not open the OData API pages: name a user for them, or set client-id and"
                                + " client-secret"
                        : "With auth: basic name the user of the OData API pages");
        return new BusinessCentralSettings(
                reader.url(
                        "membersync.business-central.api-url",
                        needed,
                        "Set it to https://api.businesscentral.dynamics.com/v2.0/TENANT/ENVIRONMENT/api"),
                reader.required(
                        "membersync.business-central.company-id",
                        needed,
                        "Set it to the company's id, a GUID that GET .../api/v2.0/companies tells"),
                reader.url(
                        "membersync.business-central.retail-api-url",
                        needed,
                        "Set it to https://api.npretail.app/TENANT/ENVIRONMENT/COMPANY"),
                auth,
                reader.url(
                        "membersync.business-central.token-url",
                        tokens,
                        "Set it to https://login.microsoftonline.com/TENANT/oauth2/v2.0/token"),
                clientId,
                secret("membersync.business-central.client-secret", tokens, "the Entra app's client secret"),
                reader.required(
                        "membersync.business-central.scope", tokens, "Leave out the setting to get the default"),
                username,
                secret(
                        "membersync.business-central.password",
                        basic || apiKey && !tokens,
                        "that user's web service access key"),
                secret("membersync.business-central.api-key", apiKey, "the key of the page NaviPartner API Keys"),
                reader.number("membersync.business-central.page-size", 1, 20_000),
                reader.number("membersync.business-central.max-concurrent-requests", 1, 100),
                reader.number("membersync.business-central.requests-per-5-minutes", 1, 10_000_000),
                reader.duration("membersync.business-central.overlap", Duration.ZERO, DAY),
                reader.duration(
                        "membersync.business-central.consent-sweep", Duration.ofSeconds(1), DAY.multipliedBy(31)));
    }

    /** @param listNeeded whether webhooks are received, which also switched off are kept for the one list */
    private HeyLoyaltySettings heyLoyalty(boolean needed, boolean listNeeded) {
        return new HeyLoyaltySettings(
                reader.url("membersync.heyloyalty.api-url", needed, "Set it to https://api.heyloyalty.com/loyalty/v1"),
                secret("membersync.heyloyalty.api-key", needed, "the API key of HeyLoyalty's account settings"),
                secret("membersync.heyloyalty.api-secret", needed, "the API secret of HeyLoyalty's account settings"),
                reader.required(
                        "membersync.heyloyalty.list-id",
                        needed || listNeeded,
                        "Set it to the number of the one list to keep in step"),
                reader.number("membersync.heyloyalty.page-size", 1, 5000),
                reader.number("membersync.heyloyalty.max-concurrent-requests", 1, 100),
                reader.flag("membersync.heyloyalty.skip-opt-in"),
                reader.parsed(
                        "membersync.heyloyalty.time-zone",
                        "Set it to a zone such as UTC or Europe/Copenhagen",
                        SettingsLoader::zone,
                        ZoneOffset.UTC));
    }

    private WebhookSettings webhooks() {
        String clientState = reader.text("membersync.webhooks.business-central-client-state");
        if (clientState.length() > LONGEST_CLIENT_STATE) {
            reader.report(
                    "membersync.webhooks.business-central-client-state",
                    "is longer than NP Retail takes",
                    "Make up one of at most " + LONGEST_CLIENT_STATE + " characters, and subscribe anew with it");
        }
        return caller("membersync.webhooks.", "that HeyLoyalty's webhook gives", clientState);
    }

    /** Who may send what lies behind the prefix. */
    private WebhookSettings caller(String prefix, String giver, String clientState) {
        WebhookSettings.Auth auth =
                reader.choice(prefix + "auth", WebhookSettings.Auth.class, WebhookSettings.Auth.BASIC);
        String password = reader.text(prefix + "password");
        String issuerUri = reader.exactUrl(
                prefix + "issuer-uri",
                false,
                "Set it to the issuer exactly as its tokens name it in iss, such as https://login.example.com/TENANT/v2.0");
        String username = reader.required(
                prefix + "username",
                auth == WebhookSettings.Auth.BASIC && !password.isBlank(),
                "With auth: basic name the user " + giver);
        String audience = reader.required(
                prefix + "audience",
                auth == WebhookSettings.Auth.OAUTH2 && !issuerUri.isEmpty(),
                "With auth: oauth2 set it to the audience of the tokens, or any token of the issuer would do");
        if (auth == WebhookSettings.Auth.NONE && !isOnLoopback()) {
            reader.report(
                    prefix + "auth",
                    "none lets everybody who reaches this machine send webhooks",
                    "Set it to basic or oauth2, or keep the server on this machine by server.address=127.0.0.1");
        }
        return new WebhookSettings(auth, username, password, issuerUri, audience, clientState);
    }

    private AudienceSettings audiences() {
        WebhookSettings push = caller("membersync.audiences.", "that the CDP's calls give", "");
        String apiUrl = reader.url("membersync.audiences.api-url", false, "Set it to the root of the CDP's API");
        return new AudienceSettings(
                reader.text("membersync.audiences.activations").strip(),
                push,
                apiUrl,
                secret("membersync.audiences.api-key", !apiUrl.isEmpty(), "the key of the CDP's API"),
                reader.required("membersync.audiences.removed-label", true, "Leave out the setting to get the default"),
                lists());
    }

    private Map<String, ListAccess> lists() {
        String prefix = "membersync.audiences.lists";
        Map<String, ListAccess> lists = new TreeMap<>();
        for (String name : reader.names(prefix)) {
            String entry = prefix + "." + name + ".";
            lists.put(
                    name,
                    new ListAccess(
                            reader.required(entry + "list-id", true, "Set it to the number of the list"),
                            secret(entry + "api-key", true, "the API key of the list's HeyLoyalty account"),
                            secret(entry + "api-secret", true, "the API secret of the list's HeyLoyalty account")));
        }
        return lists;
    }

    private void refuseUnlessOnLoopback(String property, String what) {
        if (!isOnLoopback()) {
            reader.report(
                    property,
                    "none lets everybody who reaches this machine send " + what,
                    "Set it to basic or oauth2, or keep the server on this machine by server.address=127.0.0.1");
        }
    }

    private HeybookingSettings heybooking() {
        boolean enabled = reader.flag("membersync.heybooking.enabled");
        String errorsEmail = reader.required(
                "membersync.heybooking.errors-email",
                enabled,
                "Name whom Heybooking writes to of bookings that it could not take");
        if (!errorsEmail.isEmpty() && !Eligibility.isEmail(errorsEmail)) {
            reader.report("membersync.heybooking.errors-email", "is not an e-mail address", "Set it to one address");
        }
        return new HeybookingSettings(
                enabled,
                reader.required(
                        "membersync.heybooking.integration-id",
                        enabled,
                        "Set it to the id of the integration in Heybooking"),
                reader.url("membersync.heybooking.api-url", enabled, "Set it to https://tracking.heycommerce.dk/api"),
                errorsEmail,
                reader.flag("membersync.heybooking.fire-events"),
                reader.number("membersync.heybooking.batch-size", 1, 5000),
                reader.duration("membersync.heybooking.batch-age", Duration.ZERO, DAY),
                reader.text("membersync.heybooking.folder").strip(),
                bookingPush(enabled));
    }

    private WebhookSettings bookingPush(boolean enabled) {
        WebhookSettings.Auth auth =
                reader.choice("membersync.heybooking.auth", WebhookSettings.Auth.class, WebhookSettings.Auth.BASIC);
        String password = reader.text("membersync.heybooking.password");
        String username = reader.required(
                "membersync.heybooking.username",
                enabled && auth == WebhookSettings.Auth.BASIC && !password.isBlank(),
                "With auth: basic name the user that pushes bookings");
        String issuerUri = reader.exactUrl(
                "membersync.heybooking.issuer-uri",
                false,
                "Set it to the issuer exactly as its tokens name it in iss, such as https://login.example.com/TENANT/v2.0");
        String audience = reader.required(
                "membersync.heybooking.audience",
                enabled && auth == WebhookSettings.Auth.OAUTH2 && !issuerUri.isEmpty(),
                "With auth: oauth2 set it to the audience of the tokens, or any token of the issuer would do");
        if (enabled && auth == WebhookSettings.Auth.NONE) {
            refuseUnlessOnLoopback("membersync.heybooking.auth", "bookings");
        }
        return new WebhookSettings(auth, username, password, issuerUri, audience, "");
    }

    private boolean isOnLoopback() {
        try {
            return Binder.get(environment)
                    .bind("server.address", InetAddress.class)
                    .map(InetAddress::isLoopbackAddress)
                    .orElse(false);
        } catch (BindException unreadable) {
            return false;
        }
    }

    private ScheduleSettings schedules() {
        return new ScheduleSettings(
                reader.flag("membersync.schedules.enabled"),
                schedule("poll-business-central"),
                schedule("poll-heyloyalty"),
                schedule("poll-audiences"),
                schedule("dispatch"),
                schedule("seal-bookings"),
                schedule("sweep-consent"),
                schedule("measure-queue"),
                schedule("watch-state"),
                schedule("delete-old-rows"),
                schedule("reconcile"),
                reader.flag("membersync.schedules.reconcile-repairs"));
    }

    private Schedule schedule(String name) {
        return reader.parsed(
                "membersync.schedules." + name,
                "Set it to a duration such as 30s or to a Quartz cron expression such as \"0 0/5 * * * ?\"",
                Schedule::parse,
                new Schedule(Duration.ofMinutes(1), null));
    }

    private RetrySettings retry() {
        RetrySettings retry = new RetrySettings(
                reader.number("membersync.retry.max-attempts", 1, 1000),
                reader.duration("membersync.retry.first-delay", Duration.ofMillis(1), DAY),
                reader.duration("membersync.retry.max-delay", Duration.ofMillis(1), DAY));
        if (retry.maxDelay().compareTo(retry.firstDelay()) < 0) {
            reader.report(
                    "membersync.retry.max-delay",
                    "is shorter than membersync.retry.first-delay",
                    "Make it at least as long");
        }
        return retry;
    }

    private AlertSettings alerts() {
        List<String> to = Stream.of(reader.text("membersync.alerts.email-to").split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        String from = reader.required(
                "membersync.alerts.email-from", !to.isEmpty(), "Name the sender of the e-mails, or leave out email-to");
        if (!to.isEmpty() && environment.getProperty("spring.mail.host", "").isBlank()) {
            reader.report(
                    "membersync.alerts.email-to",
                    "cannot be written to, because no mail server is set",
                    "Set spring.mail.host (SPRING_MAIL_HOST), and port, username and password as it asks for them");
        }
        return new AlertSettings(
                reader.duration("membersync.alerts.stale-after", Duration.ofMinutes(1), DAY.multipliedBy(31)),
                to,
                from);
    }

    private RetentionSettings retention() {
        return new RetentionSettings(
                kept("webhooks", 366),
                kept("audience-events", 366),
                kept("bookings", 3660),
                kept("runs", 3660),
                kept("ledger", 36_600),
                kept("failures", 3660));
    }

    /** At least a day, so that nothing goes that is still being worked on. */
    private Duration kept(String what, int days) {
        return reader.duration("membersync.retention." + what, DAY, DAY.multipliedBy(days));
    }

    private DatabaseSettings database() {
        return new DatabaseSettings(
                reader.required(
                        "membersync.database.url",
                        true,
                        "Set it to jdbc:hsqldb:file:./data/membersync or jdbc:postgresql://HOST/DATABASE"),
                reader.text("membersync.database.username"),
                reader.text("membersync.database.password"));
    }

    private ClusterSettings cluster() {
        return new ClusterSettings(
                reader.duration("membersync.cluster.lease", Duration.ofSeconds(1), Duration.ofMinutes(5)));
    }

    private WebSettings web() {
        WebSettings web = new WebSettings(
                reader.required("membersync.web.operator-username", true, "Name the operator"),
                reader.text("membersync.web.operator-password"),
                reader.required("membersync.web.viewer-username", true, "Name the viewer"),
                reader.text("membersync.web.viewer-password"));
        if (web.operatorUsername().equals(web.viewerUsername())) {
            reader.report(
                    "membersync.web.viewer-username", "is the operator's name too", "Give the two different names");
        }
        return web;
    }

    private String secret(String property, boolean needed, String what) {
        return reader.required(
                property, needed, "Set it to " + what + ", by the environment variable or a mounted secret");
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
