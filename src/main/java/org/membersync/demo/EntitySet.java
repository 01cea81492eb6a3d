package org.membersync.demo;

import java.util.List;
import java.util.Optional;

/** A table as an OData page shows it. */
record EntitySet<R extends Row>(String path, Table<R> table, List<Column<R>> columns) {

    Optional<Column<R>> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    Column<R> known(String name) {
        return column(name)
                .orElseThrow(() -> ODataError.query(
                        "Could not find a property named '" + name + "' on type 'Microsoft.NAV." + path + "'."));
    }
}
