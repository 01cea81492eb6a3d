package org.membersync.businesscentral;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Which item sells which membership, read now and then. */
public final class CatalogCache {

    private final Clock clock;
    private final Duration lifetime;
    private volatile Held held;

    /** @param lifetime how long a reading is taken as true */
    public CatalogCache(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    private record Held(Map<String, String> items, Instant readAt) {}

    /** Whether the catalog must be read (again). */
    public boolean isStale() {
        Held now = held;
        return now == null || now.readAt().plus(lifetime).isBefore(clock.instant());
    }

    /** Takes a new reading, membership code to item number. */
    public void store(Map<String, String> items) {
        held = new Held(Map.copyOf(items), clock.instant());
    }

    /** The item that makes a new membership of that code, if the catalog has one. */
    public Optional<String> item(String membershipCode) {
        Held now = held;
        return now == null ? Optional.empty() : Optional.ofNullable(now.items().get(membershipCode));
    }
}
