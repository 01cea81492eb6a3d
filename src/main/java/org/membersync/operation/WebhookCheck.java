package org.membersync.operation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.membersync.heyloyalty.RegisteredWebhook;
import org.membersync.settings.WebhookSettings;

/** Whether HeyLoyalty has a webhook that leads to our receiver. */
class WebhookCheck {

    private final WebhookSetup setup;
    private final WebhookSettings settings;

    WebhookCheck(WebhookSetup setup, WebhookSettings settings) {
        this.setup = setup;
        this.settings = settings;
    }

    /**
     * What was seen.
     *
     * @throws Finding when webhooks are to be received and none is registered, or it leaves out what we need
     */
    String examine() {
        Optional<List<RegisteredWebhook>> told = setup.read();
        if (told.isEmpty()) {
            return "HeyLoyalty's API does not tell: look at the list's page Webhooks by hand";
        }
        List<RegisteredWebhook> ours =
                told.get().stream().filter(RegisteredWebhook::isOurs).toList();
        if (!settings.isOn()) {
            return ours.isEmpty()
                    ? "none is received: the list is polled"
                    : words(ours)
                            + ", but none is received here: see membersync.webhooks.auth (MEMBERSYNC_WEBHOOKS_AUTH)";
        }
        if (ours.isEmpty()) {
            throw new Finding(
                    "none of the list leads to " + RegisteredWebhook.RECEIVER + ", only polling finds what changed",
                    "Register it: webhooks register --url https://YOUR-HOST" + RegisteredWebhook.RECEIVER
                            + " --contact-email ADDRESS");
        }
        for (RegisteredWebhook webhook : ours) {
            if (!webhook.missingTriggers().isEmpty()) {
                throw new Finding(
                        words(ours) + "; not " + String.join(", ", webhook.missingTriggers()),
                        "Complete it: webhooks register --url " + webhook.shownUrl());
            }
        }
        return words(ours);
    }

    private static String words(List<RegisteredWebhook> webhooks) {
        return webhooks.stream()
                .map(webhook -> webhook.shownUrl() + " is told of " + String.join(", ", webhook.triggers()))
                .collect(Collectors.joining("; "));
    }
}
