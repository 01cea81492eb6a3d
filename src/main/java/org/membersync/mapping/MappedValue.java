package org.membersync.mapping;

import java.util.Optional;
import org.membersync.member.FieldValue;

/**
 * What Business Central holds of one mapped field, in HeyLoyalty's form, so that both sides can be compared.
 *
 * @param value empty when it cannot be brought into that form, and when an empty source is to be left alone
 * @param blank whether Business Central holds nothing
 */
public record MappedValue(FieldMapping field, Optional<FieldValue> value, boolean blank) {

    /** The field's name alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "value of " + field.heyloyalty();
    }
}
