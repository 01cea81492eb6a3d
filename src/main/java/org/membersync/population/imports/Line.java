package org.membersync.population.imports;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/**
 * One row of the file.
 *
 * @param number the line on which it begins, or the row of the sheet, from 1
 * @param values the cells as texts
 * @param dates what a spreadsheet's numbers mean as dates, by the cell's index from 0
 */
record Line(long number, List<String> values, Map<Integer, LocalDateTime> dates) {

    /** The number alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "line " + number;
    }
}
