package org.membersync.heyloyalty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.mapping.ListDefinition;

/** What the live list says of itself, read now and then. */
public final class ListCache {

    private static final ListDefinition UNREAD = new ListDefinition("", "", "", Map.of());

    /** Long enough to be no trouble that is waited for in place; the next reading of the list may succeed. */
    private static final Duration AWAITS_READING = Duration.ofSeconds(6);

    /** Somebody must mend the list or the mapping. */
    private static final Duration AWAITS_MENDING = Duration.ofMinutes(1);

    private final Clock clock;
    private final Duration lifetime;
    private volatile Held held;

    /** @param lifetime how long a reading is taken as true */
    public ListCache(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** @param awaits how long it takes at least until the list may be fit for the mapping; null when it is */
    private record Held(ListDefinition list, Instant readAt, Duration awaits) {}

    /** Whether the list must be read (again). */
    public boolean isStale() {
        Held now = held;
        return now == null || now.readAt().plus(lifetime).isBefore(clock.instant());
    }

    /** Takes a new reading. */
    public synchronized void store(ListDefinition list) {
        held = new Held(list, clock.instant(), null);
    }

    /** Notes that the list lacks what the mapping needs; turns in hand go on with what was read before. */
    public synchronized void lacking(ListDefinition read) {
        boolean known = held != null && held.list() != UNREAD;
        held = new Held(known ? held.list() : read, Instant.EPOCH, AWAITS_MENDING);
    }

    /** Notes that the list cannot be read, or not as the mapping needs it. */
    public synchronized void unread() {
        if (!isUnfit()) {
            held = new Held(held == null ? UNREAD : held.list(), Instant.EPOCH, AWAITS_READING);
        }
    }

    /** Whether the last reading failed, or found the list without what the mapping needs: until the next one nothing goes by it. */
    public boolean isUnfit() {
        Held now = held;
        return now != null && now.awaits() != null;
    }

    /**
     * Lets nothing go by a list that is unfit.
     *
     * @throws SystemUnavailableException when it is
     */
    public void requireFit() {
        Held now = held;
        if (now != null && now.awaits() != null) {
            throw new SystemUnavailableException(
                    "unfit-list",
                    "What was changed in HeyLoyalty waits until its list can be read and has all mapped fields; only"
                            + " withdrawals go on",
                    now.awaits());
        }
    }

    /** Makes the reading stale, so that the next run reads the list again; members in hand go on with it. */
    public synchronized void forget() {
        if (held != null) {
            held = new Held(held.list(), Instant.EPOCH, held.awaits());
        }
    }

    /**
     * The list as it was last read; one without fields when it could not be read yet.
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
