package org.membersync.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.membersync.member.FieldValue;

/**
 * What a member's HeyLoyalty fields are to hold.
 *
 * @param values HeyLoyalty field name to value, in the order of the mapping file: an empty value means clear the field, an
 *     absent field is left alone
 */
public record HeyLoyaltyFields(Map<String, FieldValue> values) {

    public HeyLoyaltyFields {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The names of the fields alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "fields " + values.keySet();
    }
}
