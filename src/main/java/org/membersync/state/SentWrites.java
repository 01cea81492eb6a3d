package org.membersync.state;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.membersync.decision.Change;
import org.membersync.decision.SentWrite;

/** What the turns in hand wrote, for as long as they are in hand. */
final class SentWrites {

    private final Map<String, SentWrite> decided = new ConcurrentHashMap<>();
    private final Map<String, SentWrite> sent = new ConcurrentHashMap<>();

    /** The turn's next writing call carries this out. */
    void decided(Change change, SentWrite write) {
        decided.put(change.claimToken(), write);
    }

    /** A writing call of the turn is about to be made. */
    void sending(Change change) {
        SentWrite write = decided.get(change.claimToken());
        if (write != null) {
            sent.put(change.claimToken(), write);
        }
    }

    /** What the turn may have written, which is forgotten with that. */
    Optional<SentWrite> take(Change change) {
        SentWrite write = sent.get(change.claimToken());
        forget(change);
        return Optional.ofNullable(write);
    }

    void forget(Change change) {
        decided.remove(change.claimToken());
        sent.remove(change.claimToken());
    }
}
