package org.membersync.decision;

import java.time.Instant;

/**
 * What is known of one person and one audience or attribute, and since when (behaviour A3).
 *
 * @param value null for none
 * @param at when it became so, by the CDP's clock
 * @param position in the CDP's change feed; null when it was pushed
 */
public record HeldValue(String value, Instant at, Long position) {

    /**
     * Whether what was told later to us is also the later one in the CDP. Its feed knows the order for certain; else the time
     * counts, and within one instant the same of two values always wins, so that their order here does not matter.
     */
    public boolean givesWayTo(HeldValue told) {
        if (position != null && told.position != null) {
            return told.position > position;
        }
        int order = told.at.compareTo(at);
        if (order != 0) {
            return order > 0;
        }
        if (position != null || told.position != null) {
            return told.position != null;
        }
        return value != null && (told.value == null || told.value.compareTo(value) > 0);
    }

    /** Times alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "value of " + at + (position == null ? "" : " at " + position);
    }
}
