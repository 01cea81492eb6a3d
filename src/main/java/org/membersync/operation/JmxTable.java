package org.membersync.operation;

import java.util.Arrays;
import java.util.Collection;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** Tables of texts for JMX, so that Hawtio shows them as tables; the first column names the row. */
final class JmxTable {

    private JmxTable() {}

    /** @param rows values in the order of the columns; null becomes an empty text */
    static TabularData of(String name, Collection<Object[]> rows, String... columns) {
        try {
            OpenType<?>[] types = new OpenType<?>[columns.length];
            Arrays.fill(types, SimpleType.STRING);
            CompositeType row = new CompositeType(name + "Row", name, columns, columns, types);
            TabularData table = new TabularDataSupport(new TabularType(name, name, row, new String[] {columns[0]}));
            for (Object[] values : rows) {
                Object[] texts = Arrays.stream(values)
                        .map(value -> value == null ? "" : value.toString())
                        .toArray();
                table.put(new CompositeDataSupport(row, columns, texts));
            }
            return table;
        } catch (OpenDataException e) {
            throw new IllegalStateException("Texts always become a table", e);
        }
    }
}
