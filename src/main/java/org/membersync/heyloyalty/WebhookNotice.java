package org.membersync.heyloyalty;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a webhook is believed: that something of this kind happened to that entry of that list. What the entry holds is read
 * by its id (behaviour I3).
 *
 * @param type HeyLoyalty's spelling of a known kind, else as it was sent, with unusual characters replaced
 * @param memberId the entry's id, empty when the notice names none
 * @param listId the list's id, empty when the notice names none
 * @param happenedAt when the person unsubscribed, or else when HeyLoyalty queued the notice; null when it does not tell
 */
public record WebhookNotice(String type, String memberId, String listId, Instant happenedAt) {

    /** Sent by hand from HeyLoyalty's page, to try the way. */
    public static final String CONNECTION_TEST = "CONNECTION TEST";

    private static final List<String> CHANGES =
            List.of("subscribe", "update", "unsubscribe", "spamComplaint", "hardbounce", "anonymized");
    private static final Set<String> READERS_ACTS = Set.of("click", "open", "sent");
    private static final Map<String, String> KNOWN = Stream.of(
                    CHANGES.stream(), READERS_ACTS.stream(), Stream.of(CONNECTION_TEST))
            .flatMap(Function.identity())
            .collect(Collectors.toMap(type -> type.toLowerCase(Locale.ROOT), Function.identity()));

    /** A notice that does not tell when it happened. */
    public WebhookNotice(String type, String memberId, String listId) {
        this(type, memberId, listId, null);
    }

    public WebhookNotice {
        type = KNOWN.getOrDefault(type.toLowerCase(Locale.ROOT), type);
    }

    /** The kinds that may change an entry. */
    static List<String> changes() {
        return CHANGES;
    }

    /** Whether the entry may now hold something else than before. */
    public boolean isChange() {
        return CHANGES.contains(type);
    }

    /** Whether somebody tries the way. */
    public boolean isConnectionTest() {
        return CONNECTION_TEST.equals(type);
    }

    /** Whether this version knows what the kind means. */
    public boolean isKnown() {
        return KNOWN.containsValue(type);
    }
}
