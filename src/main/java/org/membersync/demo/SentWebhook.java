package org.membersync.demo;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A webhook that is sent, in HeyLoyalty's default or simplified format.
 *
 * @param entry as it was when this happened
 */
record SentWebhook(String type, int webhookId, String url, ListEntry entry) {

    /** What a change of an entry is told as. */
    static String type(ListEntry before, ListEntry after) {
        if (before == null || !before.active && after.active) {
            return "subscribe";
        }
        if (after.erased && !before.erased) {
            return "anonymized";
        }
        if (before.active && !after.active) {
            return "unsubscribe";
        }
        if (!before.emailStatus.equals(after.emailStatus)) {
            return switch (after.emailStatus) {
                case "hard_bounce" -> "hardbounce";
                case "complaint" -> "spamComplaint";
                default -> "update";
            };
        }
        return "update";
    }

    String body(String listId, EntryJson json, boolean simplified, Clock clock) {
        // How HeyLoyalty makes it is not public, and nobody checks it.
        String signature = UUID.randomUUID().toString().replace("-", "");
        Map<String, Object> body = new LinkedHashMap<>();
        if (simplified) {
            body.put("memberId", entry.id);
            body.put("listId", listId);
            body.put("refId", "");
            body.put("messageType", "email");
            body.put("type", type);
            body.put("webhookId", webhookId);
            body.put("queuedAt", EntryJson.time(clock.instant()));
            body.put("signature", signature);
            body.put("member", Json.text(json.showFlat(entry)));
        } else {
            body.put("member_id", entry.id);
            body.put("list_id", Integer.valueOf(listId));
            body.put("type", type);
            body.put("signature", signature);
            body.put("member", json.showFlat(entry));
        }
        return Json.text(body);
    }
}
