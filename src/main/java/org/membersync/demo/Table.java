package org.membersync.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A table with the orders and look-ups that the feeds need, so that paging and finding stay fast with a million rows.
 * Guarded by the {@link Database}'s lock.
 */
final class Table<R extends Row> {

    private final String name;
    private final NavigableMap<Long, R> byEntryNo = new TreeMap<>();
    private final NavigableMap<Long, R> byRowVersion = new TreeMap<>();
    private final Map<String, R> byId = new HashMap<>();
    private final Map<String, Function<R, Object>> indexed = new HashMap<>();
    private final Map<String, Map<Object, Set<Long>>> indexes = new HashMap<>();
    private long changes;

    Table(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Keeps a look-up of equal values under the name of an OData column. */
    Table<R> index(String column, Function<R, Object> value) {
        indexed.put(column, value);
        indexes.put(column, new HashMap<>());
        return this;
    }

    boolean hasIndex(String column) {
        return indexes.containsKey(column);
    }

    void put(R row) {
        remove(row.id);
        byId.put(row.id, row);
        byEntryNo.put(row.entryNo, row);
        byRowVersion.put(row.rowVersion, row);
        indexed.forEach((column, value) -> indexes.get(column)
                .computeIfAbsent(value.apply(row), key -> new TreeSet<>())
                .add(row.entryNo));
        changes++;
    }

    void remove(String id) {
        R old = byId.remove(id);
        if (old != null) {
            byEntryNo.remove(old.entryNo);
            byRowVersion.remove(old.rowVersion);
            indexed.forEach((column, value) -> drop(indexes.get(column), value.apply(old), old.entryNo));
            changes++;
        }
    }

    private static void drop(Map<Object, Set<Long>> index, Object key, long entryNo) {
        Set<Long> entries = index.get(key);
        entries.remove(entryNo);
        if (entries.isEmpty()) {
            index.remove(key);
        }
    }

    /** The row of that SystemId, null when there is none. */
    R get(String id) {
        return byId.get(id);
    }

    R entry(long entryNo) {
        return byEntryNo.get(entryNo);
    }

    /** Rows whose indexed column has that value, in the order of their entry numbers. */
    List<R> find(String column, Object value) {
        List<R> found = new ArrayList<>();
        for (Long entryNo : indexes.get(column).getOrDefault(value, Set.of())) {
            found.add(byEntryNo.get(entryNo));
        }
        return found;
    }

    Collection<R> all() {
        return byEntryNo.values();
    }

    NavigableMap<Long, R> byEntryNo() {
        return byEntryNo;
    }

    NavigableMap<Long, R> byRowVersion() {
        return byRowVersion;
    }

    int size() {
        return byId.size();
    }

    /** Moves with every change. */
    long changes() {
        return changes;
    }
}
