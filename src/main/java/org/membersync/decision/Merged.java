package org.membersync.decision;

import java.util.Map;
import org.membersync.mapping.FieldMapping;
import org.membersync.member.FieldValue;

/**
 * What a comparison of both sides with their base comes to; all values in HeyLoyalty's form.
 *
 * @param toHeyLoyalty HeyLoyalty field name to the value it must get
 * @param toBusinessCentral the fields of which Business Central must get HeyLoyalty's value
 * @param agreed the fields that are equal on both sides
 * @param conflicts the fields that an operator must choose of
 */
record Merged(
        Map<String, FieldValue> toHeyLoyalty,
        Map<FieldMapping, FieldValue> toBusinessCentral,
        Map<String, FieldValue> agreed,
        Map<FieldMapping, Conflict> conflicts) {

    record Conflict(FieldValue businessCentral, FieldValue heyLoyalty) {}

    /** No values, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return toHeyLoyalty.keySet() + " to HeyLoyalty, " + toBusinessCentral.size() + " to Business Central";
    }
}
