package org.membersync.mapping;

import java.util.Map;

/**
 * A HeyLoyalty value as Business Central takes it.
 *
 * @param text empty to clear the field
 * @param created Business Central value to HeyLoyalty option, for options that the mapping did not have ({@code autoCreate})
 */
public record BusinessCentralText(String text, Map<String, String> created) {

    public BusinessCentralText {
        created = Map.copyOf(created);
    }

    /** How long it is, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return text.length() + " character(s)";
    }
}
