package org.membersync.decision;

import org.membersync.member.FieldValue;

/**
 * Why one field waits for an operator while the rest of the person goes on (behaviour I7, I8).
 *
 * @param field the HeyLoyalty field's name
 * @param reason {@code field-conflict}, {@code unknown-option} or {@code refused-value}
 * @param message what is wrong, and the mending; without the values
 * @param businessCentral Business Central's value in HeyLoyalty's form
 * @param heyLoyalty HeyLoyalty's value
 */
public record FieldIssue(
        String field, String reason, String message, FieldValue businessCentral, FieldValue heyLoyalty) {

    /** The reason of two changes that only an operator can choose between. */
    public static final String CONFLICT = "field-conflict";

    /** Field and reason alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return reason + " of " + field;
    }
}
