package org.membersync.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.membersync.decision.RequiredContactInfo;
import org.membersync.settings.BusinessCentralSettings.Auth;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

class SettingsLoaderTest {

    private static final String SECRET = "hemmeligt-æøå-4711";

    @Test
    void needsNothingWhileSwitchedOff() {
        MembersyncSettings settings = load(Map.of());

        assertThat(settings.membersActive()).isFalse();
        assertThat(settings.members().requiredContactInfo()).isEqualTo(RequiredContactInfo.EMAIL);
        assertThat(settings.members().requireGdprApproval()).isTrue();
        assertThat(settings.members().requireNewsletterSubscription()).isTrue();
        assertThat(settings.members().unsubscribeIfBlocked()).isFalse();
        assertThat(settings.members().settleDelay()).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void takesACompleteSetOfSettings() {
        MembersyncSettings settings = load(complete());

        assertThat(settings.membersActive()).isTrue();
        assertThat(settings.businessCentral().auth()).isEqualTo(Auth.OAUTH2);
        assertThat(settings.businessCentral().apiUrl())
                .as("no slash at the end")
                .isEqualTo("https://bc.example.dk/api");
        assertThat(settings.heyLoyalty().listId()).isEqualTo("4711");
    }

    @Test
    void asksForWhatEmailsNeedBesideTheirReceivers() {
        assertThat(load(Map.of()).alerts().emailTo()).isEmpty();

        Map<String, String> settings =
                new java.util.HashMap<>(Map.of("membersync.alerts.email-to", "drift@example.dk"));
        assertThat(problems(settings))
                .extracting(SettingProblem::property)
                .containsExactlyInAnyOrder("membersync.alerts.email-to", "membersync.alerts.email-from");

        settings.put("membersync.alerts.email-to", "drift@example.dk, vagt@example.dk");
        settings.put("membersync.alerts.email-from", "membersync@example.dk");
        settings.put("spring.mail.host", "smtp.example.dk");
        assertThat(load(settings).alerts().emailTo()).containsExactly("drift@example.dk", "vagt@example.dk");
    }

    @Test
    void keepsNothingForLessThanADay() {
        assertThat(load(Map.of()).retention().webhooks()).isEqualTo(Duration.ofDays(30));
        assertThat(problems(Map.of("membersync.retention.ledger", "1h")))
                .extracting(SettingProblem::property)
                .containsExactly("membersync.retention.ledger");
    }

    @Test
    void readsNoMemberDataFromWebhooksAndSaysWhy() {
        Map<String, String> settings = complete();
        settings.put("membersync.members.read-member-data-from-webhook", "false");
        assertThat(load(settings).membersActive()).isTrue();

        settings.put("membersync.members.read-member-data-from-webhook", "true");

        assertThat(failure(settings))
                .hasMessageContaining("membersync.members.read-member-data-from-webhook")
                .hasMessageContaining("MEMBERSYNC_MEMBERS_READMEMBERDATAFROMWEBHOOK")
                .hasMessageContaining("an old one must not overwrite a newer state")
                .hasMessageContaining("Set it to false, or leave it out");
    }

    @Test
    void isActiveOnlyWithBothSwitches() {
        Map<String, String> settings = complete();
        settings.put("membersync.members.enabled", "false");

        assertThat(load(settings).membersActive()).isFalse();
    }

    @Test
    void namesEveryProblemAtOnce() {
        List<SettingProblem> problems = problems(Map.of(
                "membersync.enabled", "true",
                "membersync.members.workers", "0",
                "membersync.members.required-contact-info", "fax",
                "membersync.schedules.dispatch", "sometimes",
                "membersync.retry.first-delay", "1h"));

        assertThat(problems)
                .extracting(SettingProblem::property)
                .contains(
                        "membersync.business-central.api-url",
                        "membersync.business-central.company-id",
                        "membersync.business-central.retail-api-url",
                        "membersync.business-central.token-url",
                        "membersync.business-central.client-id",
                        "membersync.heyloyalty.api-key",
                        "membersync.heyloyalty.api-secret",
                        "membersync.heyloyalty.list-id",
                        "membersync.members.workers",
                        "membersync.members.required-contact-info",
                        "membersync.schedules.dispatch",
                        "membersync.retry.max-delay")
                .doesNotHaveDuplicates();
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.problem()).isNotBlank();
            assertThat(problem.mending()).isNotBlank();
        });
    }

    @Test
    void namesPropertyVariableAndMending() {
        InvalidSettingsException failure = failure(Map.of("membersync.heyloyalty.max-concurrent-requests", "900"));

        assertThat(failure)
                .hasMessageContaining("membersync.heyloyalty.max-concurrent-requests")
                .hasMessageContaining("MEMBERSYNC_HEYLOYALTY_MAXCONCURRENTREQUESTS")
                .hasMessageContaining("from 1 to 100");
    }

    @Test
    void readsTheEnvironmentVariableThatItNames() {
        StandardEnvironment environment = environment(Map.of());
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "systemEnvironment",
                        Map.of("MEMBERSYNC_MEMBERS_SETTLEDELAY", "7s", "MEMBERSYNC_HEYLOYALTY_LISTID", "99")));

        MembersyncSettings settings = SettingsLoader.load(environment);

        assertThat(settings.members().settleDelay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.heyLoyalty().listId()).isEqualTo("99");
    }

    @ParameterizedTest
    @CsvSource({
        "membersync.members.requier-gdpr-approval, membersync.members.require-gdpr-approval",
        "membersync.heyloyality.list-id, membersync.heyloyalty.list-id",
    })
    void refusesAMisspeltSettingAndSaysWhatMayBeMeant(String misspelt, String meant) {
        assertThat(problems(Map.of(misspelt, "true"))).singleElement().satisfies(problem -> {
            assertThat(problem.property()).isEqualTo(misspelt);
            assertThat(problem.mending()).contains("Did you mean " + meant + "?");
        });
    }

    @Test
    void refusesAnUnknownSettingAndEnvironmentVariable() {
        StandardEnvironment environment = environment(Map.of("membersync.colour-of-the-list", "blå"));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "systemEnvironment", Map.of("MEMBERSYNC_ENABELD", "true", "OTHER", "x")));

        assertThatThrownBy(() -> SettingsLoader.load(environment))
                .hasMessageContaining("membersync.colour-of-the-list")
                .hasMessageContaining("MEMBERSYNC_ENABELD")
                .hasMessageContaining("Did you mean membersync.enabled?")
                .hasMessageNotContaining("OTHER");
    }

    @Test
    void neverTellsASecret() {
        Map<String, String> broken = complete();
        broken.put("membersync.members.workers", SECRET);
        broken.put("membersync.database.password", SECRET);
        broken.put("membersync.web.operator-password", SECRET);
        broken.put("membersync.web.viewer-password", SECRET);
        broken.put("membersync.webhooks.password", SECRET);
        broken.put("membersync.webhooks.business-central-client-state", SECRET);
        broken.put("membersync.business-central.password", SECRET);
        broken.put("membersync.business-central.api-key", SECRET);

        InvalidSettingsException failure = failure(broken);
        assertThat(failure.getMessage() + failure.getCause()).doesNotContain(SECRET);
        broken.remove("membersync.members.workers");
        assertThat(load(broken).toString()).doesNotContain(SECRET);
    }

    @Test
    void wantsAUserForTheOtherModesOfAccess() {
        Map<String, String> basic = complete();
        basic.put("membersync.business-central.auth", "basic");
        basic.remove("membersync.business-central.client-id");
        basic.remove("membersync.business-central.client-secret");
        basic.remove("membersync.business-central.token-url");
        assertThat(properties(basic))
                .containsExactlyInAnyOrder(
                        "membersync.business-central.username", "membersync.business-central.password");

        Map<String, String> apiKey = new HashMap<>(basic);
        apiKey.put("membersync.business-central.auth", "api-key");
        assertThat(properties(apiKey))
                .containsExactlyInAnyOrder(
                        "membersync.business-central.username",
                        "membersync.business-central.password",
                        "membersync.business-central.api-key");

        Map<String, String> both = complete();
        both.put("membersync.business-central.auth", "api-key");
        both.put("membersync.business-central.api-key", SECRET);
        assertThat(load(both).businessCentral().auth()).isEqualTo(Auth.API_KEY);
    }

    @Test
    void receivesNoWebhooksUntilHeyLoyaltyCanProveItself() {
        assertThat(load(complete()).webhooks().isOn()).isFalse();
        assertThat(load(with("membersync.webhooks.auth", "oauth2")).webhooks().isOn())
                .isFalse();

        WebhookSettings basic =
                load(with("membersync.webhooks.password", SECRET)).webhooks();
        assertThat(basic.isOn()).isTrue();
        assertThat(basic.username()).isEqualTo("heyloyalty");

        Map<String, String> oauth2 = with("membersync.webhooks.auth", "oauth2");
        oauth2.put("membersync.webhooks.issuer-uri", "https://login.example.dk/");
        oauth2.put("membersync.webhooks.audience", "membersync");
        assertThat(load(oauth2).webhooks().isOn()).isTrue();
        assertThat(load(oauth2).webhooks().issuerUri())
                .as("tokens name it with its slash")
                .isEqualTo("https://login.example.dk/");
    }

    @Test
    void wantsWhatTheProofOfWebhooksNeeds() {
        Map<String, String> basic = with("membersync.webhooks.password", SECRET);
        basic.put("membersync.webhooks.username", "");
        assertThat(properties(basic)).containsExactly("membersync.webhooks.username");

        Map<String, String> oauth2 = with("membersync.webhooks.auth", "oauth2");
        oauth2.put("membersync.webhooks.issuer-uri", "https://login.example.dk");
        assertThat(properties(oauth2)).containsExactly("membersync.webhooks.audience");
    }

    @Test
    void receivesNoEventsUntilBusinessCentralCanProveItself() {
        String property = "membersync.webhooks.business-central-client-state";
        assertThat(load(complete()).webhooks().isBusinessCentralOn()).isFalse();
        assertThat(load(with(property, SECRET)).webhooks().isBusinessCentralOn())
                .isTrue();

        assertThat(load(with(property, "x".repeat(50))).webhooks().isBusinessCentralOn())
                .isTrue();
        assertThat(properties(with(property, "x".repeat(51)))).containsExactly(property);
    }

    @Test
    void wantsWhatHeybookingNeedsOnceItIsSwitchedOn() {
        assertThat(load(complete()).heybooking().isPushed()).isFalse();
        assertThat(properties(with("membersync.heybooking.enabled", "true")))
                .containsExactlyInAnyOrder(
                        "membersync.heybooking.integration-id", "membersync.heybooking.errors-email");

        Map<String, String> on = with("membersync.heybooking.enabled", "true");
        on.put("membersync.heybooking.integration-id", "7");
        on.put("membersync.heybooking.errors-email", "drift@example.dk");
        assertThat(load(on).heybooking().isPushed()).isFalse();
        assertThat(load(on).heybooking().hasFolder()).isFalse();
        assertThat(load(on).bookingsActive()).isTrue();
        on.put("membersync.heybooking.password", SECRET);
        on.put("membersync.heybooking.folder", "file:./bookings");
        assertThat(load(on).heybooking().isPushed()).isTrue();
        assertThat(load(on).heybooking().dropFolder()).isAbsolute().endsWithRaw(java.nio.file.Path.of("bookings"));
        assertThat(load(on).toString()).doesNotContain(SECRET);

        on.put("membersync.heybooking.errors-email", "drift");
        on.put("membersync.heybooking.batch-size", "0");
        on.put("membersync.heybooking.auth", "none");
        assertThat(properties(on))
                .containsExactlyInAnyOrder(
                        "membersync.heybooking.errors-email",
                        "membersync.heybooking.batch-size",
                        "membersync.heybooking.auth");
    }

    @Test
    void wantsTheListOfWebhooksAlsoWhileSwitchedOff() {
        assertThat(properties(Map.of("membersync.webhooks.password", SECRET)))
                .containsExactly("membersync.heyloyalty.list-id");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "::1, true", "0.0.0.0, false", "192.0.2.1, false", "'', false"})
    void believesEverybodyOnlyWhereNobodyElseCanCall(String address, boolean allowed) {
        Map<String, String> none = with("membersync.webhooks.auth", "none");
        none.put("server.address", address);

        if (allowed) {
            assertThat(load(none).webhooks().isOn()).isTrue();
        } else {
            assertThat(problems(none)).singleElement().satisfies(problem -> {
                assertThat(problem.property()).isEqualTo("membersync.webhooks.auth");
                assertThat(problem.toString()).contains("MEMBERSYNC_WEBHOOKS_AUTH", "server.address");
            });
        }
    }

    @Test
    void refusesContradictions() {
        assertThat(properties(Map.of(
                        "membersync.web.viewer-username", "operator",
                        "membersync.retry.first-delay", "10m",
                        "membersync.retry.max-delay", "1m")))
                .containsExactlyInAnyOrder("membersync.web.viewer-username", "membersync.retry.max-delay");
    }

    @ParameterizedTest
    @CsvSource({
        "membersync.heyloyalty.api-url, ftp://example.dk",
        "membersync.heyloyalty.api-url, example.dk",
        "membersync.heyloyalty.time-zone, Mars/Olympus",
        "membersync.webhooks.issuer-uri, login.example.dk",
        "membersync.webhooks.auth, digest",
        "membersync.members.settle-delay, 2h",
        "membersync.members.settle-delay, -1s",
        "membersync.business-central.consent-sweep, 0s",
        "membersync.business-central.page-size, many",
        "membersync.enabled, perhaps",
        "membersync.database.url, ''",
        "membersync.schedules.sweep-consent, 0 0 25 * * ?",
    })
    void refusesAValueThatCannotBe(String property, String value) {
        assertThat(properties(Map.of(property, value))).containsExactly(property);
    }

    private static List<String> properties(Map<String, String> settings) {
        return problems(settings).stream().map(SettingProblem::property).toList();
    }

    private static List<SettingProblem> problems(Map<String, String> settings) {
        return failure(settings).problems();
    }

    private static InvalidSettingsException failure(Map<String, String> settings) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> load(settings));
    }

    private static MembersyncSettings load(Map<String, String> settings) {
        return SettingsLoader.load(environment(settings));
    }

    private static Map<String, String> with(String property, String value) {
        Map<String, String> settings = complete();
        settings.put(property, value);
        return settings;
    }

    private static Map<String, String> complete() {
        Map<String, String> settings = new HashMap<>();
        settings.put("membersync.enabled", "true");
        settings.put("membersync.members.enabled", "true");
        settings.put("membersync.business-central.api-url", "https://bc.example.dk/api/");
        settings.put("membersync.business-central.company-id", "c0000000-0000-4000-8000-000000000001");
        settings.put("membersync.business-central.retail-api-url", "https://retail.example.dk");
        settings.put("membersync.business-central.token-url", "https://login.example.dk/token");
        settings.put("membersync.business-central.client-id", "klient");
        settings.put("membersync.business-central.client-secret", SECRET);
        settings.put("membersync.heyloyalty.api-key", SECRET);
        settings.put("membersync.heyloyalty.api-secret", SECRET);
        settings.put("membersync.heyloyalty.list-id", "4711");
        return settings;
    }

    /** The defaults of the program with these on top, and nothing of the process around. */
    private static StandardEnvironment environment(Map<String, String> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        new ArrayList<>(sources.stream().toList()).forEach(source -> sources.remove(source.getName()));
        sources.addFirst(new MapPropertySource("test", new HashMap<>(settings)));
        defaults().forEach(sources::addLast);
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    private static List<PropertySource<?>> defaults() {
        try {
            return new YamlPropertySourceLoader()
                    .load("defaults", new FileSystemResource("src/main/resources/application.yaml"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
