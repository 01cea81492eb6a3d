package org.membersync.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The list's webhooks. */
final class Webhooks {

    private final Map<Integer, Map<String, Object>> webhooks = new ConcurrentSkipListMap<>();
    private final AtomicInteger lastId = new AtomicInteger();

    Answer list() {
        return Answer.json(200, List.copyOf(webhooks.values()));
    }

    Answer create(Input input) {
        int id = lastId.incrementAndGet();
        webhooks.put(id, shown(id, input));
        return Answer.json(201, webhooks.get(id));
    }

    void add(String url, List<String> triggers) {
        int id = lastId.incrementAndGet();
        webhooks.put(id, Map.of("id", id, "url", url, "contact_email", "", "webhookTriggers", List.copyOf(triggers)));
    }

    /** The id and address of each webhook that tells of such events. */
    Map<Integer, String> toldOf(String type) {
        Map<Integer, String> told = new TreeMap<>();
        webhooks.forEach((id, webhook) -> {
            if (((List<?>) webhook.get("webhookTriggers"))
                    .stream().map(Object::toString).anyMatch(type::equalsIgnoreCase)) {
                told.put(id, webhook.get("url").toString());
            }
        });
        return told;
    }

    void clear() {
        webhooks.clear();
    }

    Answer update(String id, Input input) {
        int known = known(id);
        webhooks.put(known, shown(known, input));
        return Answer.json(200, webhooks.get(known));
    }

    Answer delete(String id) {
        webhooks.remove(known(id));
        return Answer.empty(204);
    }

    private int known(String id) {
        return webhooks.keySet().stream()
                .filter(key -> key.toString().equals(id))
                .findFirst()
                .orElseThrow(HeyLoyaltyError::notFound);
    }

    private static Map<String, Object> shown(int id, Input input) {
        return Map.of(
                "id", id,
                "url", input.text("url"),
                "contact_email", input.text("contact_email"),
                "webhookTriggers", input.texts("webhookTriggers"));
    }
}
