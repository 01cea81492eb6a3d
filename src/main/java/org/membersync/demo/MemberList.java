package org.membersync.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.membersync.member.FieldValue;

/** The members of the list with the orders and look-ups that stay fast on a big list. */
final class MemberList {

    private final Map<String, ListEntry> byId = new HashMap<>();
    private final TreeMap<Long, ListEntry> byCreation = new TreeMap<>();
    private final TreeMap<Long, ListEntry> byUpdate = new TreeMap<>();
    private final Map<String, Map<String, ListEntry>> byEmail = new HashMap<>();
    private final Map<String, Map<String, ListEntry>> byMobile = new HashMap<>();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    final NewIds ids = new NewIds();
    private final Clock clock;
    private final ConsentWatch watch;
    private final BiConsumer<ListEntry, ListEntry> listener;
    private long sequence;
    private Instant lastTime = Instant.EPOCH;
    private int activeCount;

    /** @param listener told of each entry before (null for none) and after a change, while the list is locked */
    MemberList(Clock clock, ConsentWatch watch, BiConsumer<ListEntry, ListEntry> listener) {
        this.clock = clock;
        this.watch = watch;
        this.listener = listener;
    }

    <T> T read(Supplier<T> work) {
        lock.readLock().lock();
        try {
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    <T> T write(Supplier<T> work) {
        lock.writeLock().lock();
        try {
            return work.get();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Times never run backwards, so the order of changes is the order of {@code updated_at}. */
    private Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        lastTime = now.isBefore(lastTime) ? lastTime : now;
        return lastTime;
    }

    ListEntry create(Map<String, FieldValue> fields) {
        return create(ids.next(), fields);
    }

    ListEntry create(String id, Map<String, FieldValue> fields) {
        ListEntry entry = new ListEntry(id, ++sequence, now(), fields);
        put(null, entry);
        watch.created(id, entry.email());
        return entry;
    }

    ListEntry change(ListEntry old, Consumer<ListEntry> change) {
        ListEntry entry = old.copy();
        entry.updatedAt = now();
        change.accept(entry);
        put(old, entry);
        return entry;
    }

    /** Unsubscribes; a member that is unsubscribed already stays as it is. */
    void unsubscribe(ListEntry entry) {
        if (entry.active) {
            watch.withdrawn(entry.email());
            change(entry, this::leave);
        }
    }

    /** Overwrites the personal data and unsubscribes. */
    void erase(ListEntry entry) {
        watch.withdrawn(entry.email());
        change(entry, copy -> {
            if (copy.active) {
                leave(copy);
            }
            copy.erased = true;
            copy.fields.clear();
            copy.fields.put("email", FieldValue.of("obscured-" + copy.id + "@obscured.invalid"));
        });
    }

    /** Deletes the entry; nothing tells of it. */
    void remove(ListEntry entry) {
        drop(entry);
        byId.remove(entry.id);
        byCreation.remove(entry.sequence);
    }

    private void leave(ListEntry entry) {
        entry.active = false;
        entry.unsubscribedAt = entry.updatedAt;
    }

    private void put(ListEntry old, ListEntry entry) {
        if (old != null) {
            drop(old);
        }
        entry.updateSequence = ++sequence;
        activeCount += entry.active ? 1 : 0;
        byId.put(entry.id, entry);
        byCreation.put(entry.sequence, entry);
        byUpdate.put(entry.updateSequence, entry);
        byEmail.computeIfAbsent(entry.email(), key -> new LinkedHashMap<>()).put(entry.id, entry);
        byMobile.computeIfAbsent(entry.mobile(), key -> new LinkedHashMap<>()).put(entry.id, entry);
        listener.accept(old, entry);
    }

    /** Takes the entry out of what changes with it. */
    private void drop(ListEntry old) {
        byUpdate.remove(old.updateSequence);
        drop(byEmail, old.email(), old.id);
        drop(byMobile, old.mobile(), old.id);
        activeCount -= old.active ? 1 : 0;
    }

    private static void drop(Map<String, Map<String, ListEntry>> index, String key, String id) {
        Map<String, ListEntry> entries = index.get(key);
        entries.remove(id);
        if (entries.isEmpty()) {
            index.remove(key);
        }
    }

    /** The member of that id, null when there is none. */
    ListEntry get(String id) {
        return byId.get(id);
    }

    /** Members with that e-mail address, in any letter case. */
    Collection<ListEntry> byEmail(String email) {
        return byEmail.getOrDefault(email.toLowerCase(Locale.ROOT), Map.of()).values();
    }

    /** Members with those digits as mobile number. */
    Collection<ListEntry> byMobile(String mobile) {
        return byMobile.getOrDefault(mobile.replaceAll("\\D", ""), Map.of()).values();
    }

    /** All members in the order of creation or of their last change. */
    Collection<ListEntry> ordered(boolean byUpdated, boolean descending) {
        TreeMap<Long, ListEntry> order = byUpdated ? byUpdate : byCreation;
        return descending ? order.descendingMap().values() : order.values();
    }

    int size() {
        return byId.size();
    }

    int activeCount() {
        return activeCount;
    }

    /** Copies of what passes the test, in the order of creation. */
    <T> List<T> list(Predicate<ListEntry> test, Function<ListEntry, T> show) {
        return read(() -> {
            List<T> found = new ArrayList<>();
            byCreation.values().stream().filter(test).map(show).forEach(found::add);
            return found;
        });
    }
}
