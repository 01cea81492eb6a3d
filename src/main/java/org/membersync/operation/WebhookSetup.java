package org.membersync.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.membersync.failure.PermanentException;
import org.membersync.heyloyalty.HeyLoyaltyNotFoundException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.heyloyalty.NotOfferedException;
import org.membersync.heyloyalty.RegisteredWebhook;
import org.membersync.heyloyalty.Webhooks;

/** The webhooks that HeyLoyalty has for our list. */
public class WebhookSetup {

    private static final String BY_HAND =
            "HeyLoyalty's API does not tell of the list's webhooks: look at the list's page Webhooks in HeyLoyalty by hand";

    private final SystemCalls calls;
    private final HeyLoyaltyRequests requests;

    WebhookSetup(SystemCalls calls, HeyLoyaltyRequests requests) {
        this.calls = calls;
        this.requests = requests;
    }

    /** What was done to have a webhook. */
    public enum Done {
        CREATED,
        UPDATED,
        NOTHING
    }

    /**
     * A webhook that is there now.
     *
     * @param alike how many webhooks lead to the same place: with more than one every event comes several times
     */
    public record Result(Done done, RegisteredWebhook webhook, long alike) {}

    /**
     * All of them, ours and others'.
     *
     * @throws PermanentException when the API does not tell, or in an unknown form
     */
    public List<RegisteredWebhook> all() {
        return read().orElseThrow(() -> new PermanentException("webhooks-not-told", BY_HAND));
    }

    /** All of them; empty when the API does not tell. */
    Optional<List<RegisteredWebhook>> read() {
        try {
            return Optional.of(Webhooks.read(calls.ask(requests.webhooks()).body()));
        } catch (HeyLoyaltyNotFoundException | NotOfferedException notTold) {
            return Optional.empty();
        }
    }

    /**
     * Makes the webhook that leads there, or lets it tell of all that we need; what it tells of besides stays.
     *
     * @param contactEmail empty: the one that is there stays
     * @throws PermanentException when there is none and no contact is given, or HeyLoyalty did not keep what it was sent
     */
    public Result register(String url, String contactEmail) {
        Optional<RegisteredWebhook> known = find(url);
        Done done = known.map(webhook -> update(webhook, contactEmail)).orElseGet(() -> create(url, contactEmail));
        RegisteredWebhook kept = find(url).orElseThrow(() -> notKept("the webhook is not on the list"));
        if (!kept.missingTriggers().isEmpty()) {
            throw notKept("it does not tell of " + String.join(", ", kept.missingTriggers()));
        }
        return new Result(
                done,
                kept,
                all().stream().filter(webhook -> webhook.leadsTo(url)).count());
    }

    private Optional<RegisteredWebhook> find(String url) {
        return all().stream().filter(webhook -> webhook.leadsTo(url)).findFirst();
    }

    private Done create(String url, String contactEmail) {
        if (contactEmail.isBlank()) {
            throw new PermanentException(
                    "missing-contact",
                    "A new webhook needs somebody whom HeyLoyalty tells when it gives up on a delivery: add"
                            + " --contact-email ADDRESS");
        }
        ask(requests.createWebhook(new RegisteredWebhook("", url, contactEmail, Webhooks.TRIGGERS)));
        return Done.CREATED;
    }

    private Done update(RegisteredWebhook known, String contactEmail) {
        String contact = contactEmail.isBlank() ? known.contactEmail() : contactEmail;
        List<String> triggers = new ArrayList<>(known.triggers());
        triggers.addAll(known.missingTriggers());
        RegisteredWebhook wanted = new RegisteredWebhook(known.id(), known.url(), contact, triggers);
        if (wanted.equals(known)) {
            return Done.NOTHING;
        }
        ask(requests.updateWebhook(wanted));
        return Done.UPDATED;
    }

    private void ask(HeyLoyaltyRequest request) {
        try {
            calls.ask(request);
        } catch (HeyLoyaltyNotFoundException | NotOfferedException notTold) {
            throw new PermanentException("webhooks-not-told", BY_HAND, notTold);
        } catch (PermanentException refused) {
            throw new PermanentException(
                    "webhook-refused",
                    "HeyLoyalty refused the webhook; the names of its triggers are assumed ("
                            + String.join(", ", Webhooks.TRIGGERS)
                            + "): make it by hand on the list's page Webhooks in HeyLoyalty",
                    refused);
        }
    }

    private static PermanentException notKept(String what) {
        return new PermanentException(
                "webhook-not-kept",
                "HeyLoyalty took the webhook, and yet " + what
                        + ": finish it by hand on the list's page Webhooks in HeyLoyalty");
    }
}
