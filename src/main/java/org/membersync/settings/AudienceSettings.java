package org.membersync.settings;

import java.util.Map;

/**
 * Where the audiences of a customer data platform (CDP) come from.
 *
 * @param activations location of the activation files; empty: the folder {@code activations} within the mapping files
 * @param push how the CDP proves that an event comes from it; off until a password or issuer is set
 * @param apiUrl root of the CDP's interface, without a slash at the end; empty: it is not polled
 * @param apiKey the key for it
 * @param removedLabel what fields and options of deleted audiences are called
 * @param lists further lists by the name that activation files use
 */
public record AudienceSettings(
        String activations,
        WebhookSettings push,
        String apiUrl,
        String apiKey,
        String removedLabel,
        Map<String, ListAccess> lists) {

    public AudienceSettings {
        lists = Map.copyOf(lists);
    }

    /** A list of its own account. */
    public record ListAccess(String listId, String apiKey, String apiSecret) {

        /** No secret in it. */
        @Override
        public String toString() {
            return "ListAccess[listId=" + listId + "]";
        }
    }

    /** Whether the CDP's change feed is read. */
    public boolean isPolled() {
        return !apiUrl.isEmpty();
    }

    /** No secret in it. */
    @Override
    public String toString() {
        return "AudienceSettings[apiUrl=" + apiUrl + ", lists=" + lists.keySet() + "]";
    }
}
