package org.membersync.heyloyalty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.membersync.failure.PermanentException;
import org.membersync.http.Json;

/**
 * How HeyLoyalty's API writes webhooks. The names of what is sent are those of a published client; the form of the answer, an
 * array of the same names with an {@code id}, and the names of the triggers, those of the events, are assumed.
 */
public final class Webhooks {

    /** The kinds of events that may change an entry. */
    public static final List<String> TRIGGERS = WebhookNotice.changes();

    private static final String URL = "url";
    private static final String CONTACT = "contact_email";
    private static final String TRIGGERED_BY = "webhookTriggers";

    private Webhooks() {}

    /**
     * The list's webhooks.
     *
     * @throws PermanentException with reason {@code unexpected-answer} when the answer looks otherwise than assumed
     */
    public static List<RegisteredWebhook> read(JsonNode answer) {
        if (!answer.isArray()) {
            throw unexpected("no array");
        }
        List<RegisteredWebhook> webhooks = new ArrayList<>();
        answer.forEach(each -> webhooks.add(webhook(each)));
        return webhooks;
    }

    /** What is sent to have such a webhook. */
    static String body(RegisteredWebhook webhook) {
        ObjectNode body = Json.object();
        body.put(URL, webhook.url()).put(CONTACT, webhook.contactEmail());
        ArrayNode triggers = body.putArray(TRIGGERED_BY);
        webhook.triggers().forEach(triggers::add);
        return Json.write(body);
    }

    private static RegisteredWebhook webhook(JsonNode node) {
        JsonNode triggers = node.path(TRIGGERED_BY);
        if (Json.text(node, "id").isEmpty() || Json.text(node, URL).isEmpty()) {
            throw unexpected("a webhook without id or " + URL);
        }
        if (!triggers.isArray()) {
            throw unexpected("a webhook without an array " + TRIGGERED_BY);
        }
        List<String> names = new ArrayList<>();
        triggers.forEach(trigger -> {
            if (!trigger.isTextual()) {
                throw unexpected("a trigger that is no text");
            }
            names.add(trigger.asText());
        });
        return new RegisteredWebhook(Json.text(node, "id"), Json.text(node, URL), Json.text(node, CONTACT), names);
    }

    private static PermanentException unexpected(String what) {
        return new PermanentException(
                "unexpected-answer",
                "HeyLoyalty told of the list's webhooks in a form that this version does not know (" + what
                        + "): look at the list's page Webhooks in HeyLoyalty, and report this as a defect");
    }
}
