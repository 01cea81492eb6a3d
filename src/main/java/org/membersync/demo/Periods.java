package org.membersync.demo;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * The consecutive time frame of a membership that contains a day.
 *
 * @param from null when no period covers the day, or when the membership is perpetual
 * @param until null when no period covers the day
 * @param itemNo of the entry that covers the day; else of the last entry; empty when there is none
 */
record Periods(LocalDate from, LocalDate until, String itemNo) {

    private static final LocalDate END_OF_TIME = LocalDate.of(9999, 12, 31);

    static Periods of(List<EntryRow> all, boolean perpetual, LocalDate day) {
        List<EntryRow> entries = all.stream()
                .filter(entry -> !entry.blocked && !entry.context.equals("REGRET") && entry.validFrom != null)
                .sorted(Comparator.comparing((EntryRow entry) -> entry.validFrom))
                .toList();
        String item = entries.isEmpty() ? "" : entries.get(entries.size() - 1).itemNo;
        if (perpetual) {
            return new Periods(null, END_OF_TIME, item);
        }
        LocalDate from = null;
        LocalDate until = null;
        String itemToday = null;
        for (EntryRow entry : entries) {
            boolean adjacent = until != null && !entry.validFrom.isAfter(until.plusDays(1));
            if (!adjacent && itemToday != null) {
                break;
            }
            from = adjacent ? from : entry.validFrom;
            until = adjacent && until.isAfter(entry.validUntil) ? until : entry.validUntil;
            if (!day.isBefore(entry.validFrom) && !day.isAfter(entry.validUntil)) {
                itemToday = entry.itemNo;
            }
        }
        return itemToday == null ? new Periods(null, null, item) : new Periods(from, until, itemToday);
    }
}
