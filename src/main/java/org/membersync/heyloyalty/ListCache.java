package org.membersync.heyloyalty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.membersync.mapping.ListDefinition;

/** What the live list says of itself, read now and then. */
public final class ListCache {

    private final Clock clock;
    private final Duration lifetime;
    private volatile Held held;

    /** @param lifetime how long a reading is taken as true */
    public ListCache(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    private record Held(ListDefinition list, Instant readAt) {}

    /** Whether the list must be read (again). */
    public boolean isStale() {
        Held now = held;
        return now == null || now.readAt().plus(lifetime).isBefore(clock.instant());
    }

    /** Takes a new reading. */
    public synchronized void store(ListDefinition list) {
        held = new Held(list, clock.instant());
    }

    /** Makes the reading stale, so that the next run reads the list again; members in hand go on with it. */
    public synchronized void forget() {
        if (held != null) {
            held = new Held(held.list(), Instant.EPOCH);
        }
    }

    /**
     * The list as it was last read.
     *
     * @throws IllegalStateException when it was never read
     */
    public ListDefinition current() {
        Held now = held;
        if (now == null) {
            throw new IllegalStateException("The HeyLoyalty list is read before any member is");
        }
        return now.list();
    }
}
