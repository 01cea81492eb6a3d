package org.membersync.member;

import java.util.List;

/**
 * The value of one HeyLoyalty field: nothing, one text (option ids are texts too), or several option ids.
 *
 * @param values empty for no value; never holds a null or a blank
 */
public record FieldValue(List<String> values) {

    private static final FieldValue EMPTY = new FieldValue(List.of());

    public FieldValue {
        values = List.copyOf(values);
    }

    /** The value that says nothing. */
    public static FieldValue empty() {
        return EMPTY;
    }

    /** A single text, trimmed; blank or null gives {@link #empty()}. */
    public static FieldValue of(String text) {
        return text == null || text.isBlank() ? EMPTY : new FieldValue(List.of(text.strip()));
    }

    /** Several option ids in the given order. */
    public static FieldValue of(List<String> options) {
        return options.isEmpty() ? EMPTY : new FieldValue(options);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The only text, or the first of several; an empty text for no value. */
    public String text() {
        return values.isEmpty() ? "" : values.get(0);
    }

    /** How many values there are, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return values.size() + " value(s)";
    }
}
