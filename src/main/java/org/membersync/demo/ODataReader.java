package org.membersync.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Reads one page of an entity set. In the orders of row version and primary key each page starts where the one before
 * ended, without passing over the rows between; any other order sorts all rows for each page.
 */
final class ODataReader<R extends Row> {

    /**
     * One page.
     *
     * @param next token of the following page, null on the last one
     */
    record Page<R extends Row>(List<R> rows, String next) {}

    private final EntitySet<R> set;
    private final ODataQuery<R> query;
    private final Map<String, Row> stale;

    /** @param stale rows that are read as they were, by id: see {@link Replica} */
    ODataReader(EntitySet<R> set, ODataQuery<R> query, Map<String, Row> stale) {
        this.set = set;
        this.query = query;
        this.stale = stale;
    }

    Page<R> page() {
        boolean byVersion = Columns.BY_ROW_VERSION.contains(query.orderBy());
        if (!byVersion && !Columns.BY_ENTRY_NO.contains(query.orderBy())) {
            return sortedPage();
        }
        ToLongFunction<R> key = byVersion ? row -> row.rowVersion : row -> row.entryNo;
        Comparator<R> order = Comparator.comparingLong(key);
        order = query.descending() ? order.reversed() : order;
        List<R> found = new ArrayList<>();
        for (R row : candidates(byVersion, order)) {
            if (found.size() > query.limit()) {
                break;
            }
            if (!stale.containsKey(row.id) && isAfter(key.applyAsLong(row)) && matches(row)) {
                found.add(row);
            }
        }
        if (!stale.isEmpty()) {
            staleRows().filter(row -> isAfter(key.applyAsLong(row))).forEach(found::add);
            found.sort(order);
        }
        List<R> rows = found.subList(0, Math.min(found.size(), query.limit()));
        boolean more = found.size() > rows.size() && query.remaining() > rows.size() && !rows.isEmpty();
        return new Page<>(
                rows, more ? query.tokenAfter(key.applyAsLong(rows.get(rows.size() - 1)), rows.size()) : null);
    }

    private Page<R> sortedPage() {
        Column<R> column = set.known(query.orderBy());
        @SuppressWarnings("unchecked")
        Comparator<R> ascending =
                Comparator.comparing(row -> (Comparable<Object>) column.value().apply(row));
        Comparator<R> order = (query.descending() ? ascending.reversed() : ascending).thenComparing(row -> row.id);
        List<R> all = new ArrayList<>(staleRows().toList());
        set.table().all().stream()
                .filter(row -> !stale.containsKey(row.id) && matches(row))
                .forEach(all::add);
        all.sort(order);
        int from = query.after() == null ? 0 : (int) Math.min(query.after(), all.size());
        int to = Math.min(all.size(), from + query.limit());
        boolean more = to < all.size() && query.remaining() > to - from;
        return new Page<>(all.subList(from, to), more ? query.tokenAfter(to, to - from) : null);
    }

    @SuppressWarnings("unchecked")
    private Stream<R> staleRows() {
        return stale.values().stream()
                .filter(row -> row != null)
                .map(row -> (R) row)
                .filter(this::matches);
    }

    private Collection<R> candidates(boolean byVersion, Comparator<R> order) {
        if (query.filter() != null) {
            List<Object> ids = query.filter().wanted(name -> name.equals("id") || name.equals("systemId"));
            if (!ids.isEmpty()) {
                return ids.stream()
                        .map(id -> set.table().get((String) id))
                        .filter(row -> row != null)
                        .sorted(order)
                        .toList();
            }
            List<Object> values = query.filter().wanted(set.table()::hasIndex);
            if (!values.isEmpty()) {
                String column = query.filter().equalColumn(set.table()::hasIndex);
                return values.stream()
                        .flatMap(value -> set.table().find(column, value).stream())
                        .sorted(order)
                        .toList();
            }
        }
        return ordered(byVersion).values();
    }

    private NavigableMap<Long, R> ordered(boolean byVersion) {
        NavigableMap<Long, R> all =
                byVersion ? set.table().byRowVersion() : set.table().byEntryNo();
        long bound = query.filter() == null
                ? Long.MIN_VALUE
                : query.filter().lowerBound(byVersion ? "systemRowVersion" : "entryNo");
        Long after = query.after();
        if (query.descending()) {
            NavigableMap<Long, R> down = all.tailMap(bound, true).descendingMap();
            return after == null || after < bound ? down : down.tailMap(after, false);
        }
        return all.tailMap(after == null ? bound : Math.max(after, bound), true);
    }

    private boolean isAfter(long key) {
        return query.after() == null || (query.descending() ? key < query.after() : key > query.after());
    }

    private boolean matches(R row) {
        return query.filter() == null || query.filter().matches(row);
    }
}
