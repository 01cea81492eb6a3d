package org.membersync.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Lists the columns of an entity set in the order in which they are sent. */
final class Columns<R extends Row> {

    /** An empty date as OData sends it. */
    static final LocalDate NO_DATE = LocalDate.of(1, 1, 1);

    /** An empty date and time as OData sends it. */
    static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

    /** These follow the order of the row versions, since times never run backwards. */
    static final Set<String> BY_ROW_VERSION =
            Set.of("systemRowVersion", "lastModifiedDateTime", "lastModifiedDateTimeFilter", "systemModifiedAt");

    /** The primary keys. */
    static final Set<String> BY_ENTRY_NO = Set.of("entryNo", "attributeSetID");

    private final List<Column<R>> columns = new ArrayList<>();

    Columns<R> text(String name, Function<R, Object> value) {
        return add(name, Column.Type.TEXT, value);
    }

    Columns<R> empty(String... names) {
        for (String name : names) {
            text(name, row -> "");
        }
        return this;
    }

    Columns<R> key(String name) {
        return add(name, Column.Type.GUID, row -> row.id);
    }

    Columns<R> number(String name, Function<R, Object> value) {
        return add(name, Column.Type.NUMBER, value);
    }

    Columns<R> zero(String... names) {
        for (String name : names) {
            number(name, row -> 0L);
        }
        return this;
    }

    Columns<R> flag(String name, Function<R, Object> value) {
        return add(name, Column.Type.BOOLEAN, value);
    }

    Columns<R> date(String name, Function<R, LocalDate> value) {
        return add(name, Column.Type.DATE, row -> {
            LocalDate date = value.apply(row);
            return date == null ? NO_DATE : date;
        });
    }

    Columns<R> time(String name, Function<R, Instant> value) {
        return add(name, Column.Type.DATETIME, row -> {
            Instant time = value.apply(row);
            return time == null ? NO_TIME : time;
        });
    }

    Columns<R> rowVersion() {
        return number("systemRowVersion", row -> row.rowVersion);
    }

    private Columns<R> add(String name, Column.Type type, Function<R, Object> value) {
        columns.add(new Column<>(name, type, value));
        return this;
    }

    List<Column<R>> list() {
        return List.copyOf(columns);
    }
}
