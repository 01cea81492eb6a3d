package org.membersync.population.imports;

import java.util.List;

/**
 * What came of an import.
 *
 * @param rows rows of the file, without the header
 * @param active good rows of people who are subscribed
 * @param unsubscribed rows of people who are not, whose contact is known as a no from now on
 * @param queued entries that get a turn: to be linked, or to carry their no to Business Central
 * @param known entries that were linked already, and of which the row told nothing new
 * @param bad how many rows were bad
 * @param problems the first of them
 * @param ignoredColumns columns that nobody knows
 */
public record ImportReport(
        long rows,
        long active,
        long unsubscribed,
        long queued,
        long known,
        long bad,
        List<Problem> problems,
        List<String> ignoredColumns) {

    /** What is wrong with a row, without its data. */
    public record Problem(long line, String problem) {}

    public ImportReport {
        problems = List.copyOf(problems);
        ignoredColumns = List.copyOf(ignoredColumns);
    }
}
