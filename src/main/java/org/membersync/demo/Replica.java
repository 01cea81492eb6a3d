package org.membersync.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Which changes the read-only replica does not show yet. While a lag is set, the newest changes are remembered with the
 * row as it was before. Guarded by the {@link Database}'s lock, except for itself.
 */
final class Replica {

    private record Change(Instant at, String table, String id, Row before) {}

    private final Clock clock;
    private final Deque<Change> hidden = new ArrayDeque<>();
    private Duration lag = Duration.ZERO;
    private int lagChanges;

    Replica(Clock clock) {
        this.clock = clock;
    }

    synchronized void lag(Duration time) {
        lag = time;
    }

    synchronized void lagChanges(int changes) {
        lagChanges = changes;
    }

    /** @param before the row before the change, null for an inserted one */
    synchronized void changed(String table, String id, Row before) {
        if (!lag.isZero() || lagChanges > 0) {
            hidden.addLast(new Change(clock.instant(), table, id, before));
            prune();
        }
    }

    synchronized void forget() {
        hidden.clear();
    }

    /** For each row of the table that changed too lately, the row as the replica shows it; null for not there yet. */
    synchronized Map<String, Row> staleRows(String table) {
        prune();
        if (hidden.isEmpty()) {
            return Map.of();
        }
        Map<String, Row> stale = new HashMap<>();
        for (Change change : hidden) {
            if (change.table.equals(table) && !stale.containsKey(change.id)) {
                stale.put(change.id, change.before);
            }
        }
        return stale;
    }

    private void prune() {
        Instant shown = clock.instant().minus(lag);
        int surplus = hidden.size() - lagChanges;
        Iterator<Change> oldest = hidden.iterator();
        while (oldest.hasNext() && surplus-- > 0 && !oldest.next().at.isAfter(shown)) {
            oldest.remove();
        }
    }
}
