package org.membersync.operation.command;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.membersync.heyloyalty.RegisteredWebhook;
import org.membersync.operation.WebhookSetup;
import org.membersync.operation.WebhookSetup.Result;
import org.membersync.settings.MembersyncSettings;
import org.membersync.settings.WebhookSettings;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has HeyLoyalty tell us of changes; can be repeated. */
@Command(
        name = "register",
        description = {
            "Makes the webhook in HeyLoyalty that leads to this program, or completes the one of the same address.",
            "Then says what is to be entered in HeyLoyalty by hand, because its API does not take it."
        })
class WebhooksRegisterCommand extends OperationCommand {

    @Option(
            names = "--url",
            paramLabel = "URL",
            required = true,
            description = "Where HeyLoyalty reaches this program: https://YOUR-HOST" + RegisteredWebhook.RECEIVER)
    private URI url;

    @Option(
            names = "--contact-email",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description = "Whom HeyLoyalty tells when it gives up on a delivery; needed for a new webhook.")
    private String contactEmail;

    @Override
    boolean isReading() {
        return false;
    }

    @Override
    int run(BeanFactory beans) {
        if (!RegisteredWebhook.canBe(url)) {
            throw new CommandFailedException("--url must be where HeyLoyalty reaches this program, without a login or"
                    + " parameters: https://YOUR-HOST" + RegisteredWebhook.RECEIVER);
        }
        WebhooksShowCommand.requireSwitchedOn(beans);
        Result result = beans.getBean(WebhookSetup.class).register(url.toString(), contactEmail.strip());
        List<String> byHand = byHand(beans.getBean(MembersyncSettings.class).webhooks());
        print(json(result, byHand), () -> tell(result, byHand));
        return ExitCode.OK;
    }

    private static Map<String, Object> json(Result result, List<String> byHand) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("done", result.done().name().toLowerCase(Locale.ROOT));
        json.put("webhook", WebhooksShowCommand.Shown.of(result.webhook()));
        json.put("alike", result.alike());
        json.put("byHand", byHand);
        return json;
    }

    private void tell(Result result, List<String> byHand) {
        String done =
                switch (result.done()) {
                    case CREATED -> "made: ";
                    case UPDATED -> "completed: ";
                    case NOTHING -> "is there already: ";
                };
        out().println(done + result.webhook() + ", told of "
                + String.join(", ", result.webhook().triggers()));
        if (result.alike() > 1) {
            out().println(result.alike() + " webhooks lead there: remove all but one in HeyLoyalty, or each event comes"
                    + " several times.");
        }
        out().println();
        byHand.forEach(out()::println);
    }

    /** Never a secret. */
    static List<String> byHand(WebhookSettings settings) {
        List<String> lines = new ArrayList<>();
        if (settings.auth() == WebhookSettings.Auth.NONE) {
            lines.add(
                    "Nothing more is to be entered: membersync.webhooks.auth is none, so that everybody is believed.");
        } else {
            lines.add(
                    "Enter by hand in HeyLoyalty, on the list's page Webhooks, and send the connection test from there:");
            lines.addAll(settings.auth() == WebhookSettings.Auth.BASIC ? basic(settings) : oauth2(settings));
        }
        if (!settings.isOn()) {
            lines.add("");
            lines.add("Until then nothing is received, because the setting is empty: HeyLoyalty is answered 404.");
        }
        return lines;
    }

    private static List<String> basic(WebhookSettings settings) {
        return List.of(
                "  Authentication  Basic",
                "  User name       " + settings.username(),
                "  Password        the one in membersync.webhooks.password (MEMBERSYNC_WEBHOOKS_PASSWORD)");
    }

    private static List<String> oauth2(WebhookSettings settings) {
        return List.of(
                "  Authentication  OAuth 2.0, client credentials",
                "  Base URL        the token address of the issuer "
                        + either(
                                settings.issuerUri(),
                                "in membersync.webhooks.issuer-uri (MEMBERSYNC_WEBHOOKS_ISSUERURI)"),
                "  Client          id and secret that the issuer made for HeyLoyalty, whose tokens are meant for "
                        + either(
                                settings.audience(),
                                "the audience in membersync.webhooks.audience (MEMBERSYNC_WEBHOOKS_AUDIENCE)"));
    }

    private static String either(String value, String otherwise) {
        return value.isBlank() ? otherwise : value;
    }
}
