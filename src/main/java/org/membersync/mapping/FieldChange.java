package org.membersync.mapping;

import java.util.List;

/**
 * A field of the list that is to be made or changed.
 *
 * @param options those that are to be there with that label; others stay as they are
 */
public record FieldChange(String name, String label, String format, List<Option> options) {

    public FieldChange {
        options = List.copyOf(options);
    }

    /**
     * An option.
     *
     * @param id of the one that gets another label; empty for a new one
     */
    public record Option(String id, String label) {}
}
