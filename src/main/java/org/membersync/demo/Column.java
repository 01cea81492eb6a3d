package org.membersync.demo;

import java.util.function.Function;

/**
 * A column of an OData entity set.
 *
 * @param value gives a String, Long, Boolean, LocalDate or Instant, never null
 * @param type tells how a literal of a filter is read
 */
record Column<R extends Row>(String name, Type type, Function<R, Object> value) {

    enum Type {
        TEXT,
        GUID,
        NUMBER,
        BOOLEAN,
        DATE,
        DATETIME
    }
}
