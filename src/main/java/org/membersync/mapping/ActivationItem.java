package org.membersync.mapping;

/**
 * An audience or a calculated attribute that becomes a field of the list.
 *
 * @param id the CDP's id of it
 * @param name what the file calls it
 * @param field the field's name on the list
 * @param label what HeyLoyalty's pages call the field; empty: the name that the CDP told last, else {@code name}
 * @param inLabel the option of a person in the audience; empty for an attribute
 * @param outLabel the option of a person who left it; empty for an attribute
 * @param format {@code choice} for an audience, else {@code text}, {@code number}, {@code date} or {@code boolean}
 * @param line in its file, counted from 1
 */
public record ActivationItem(
        Kind kind,
        String id,
        String name,
        String field,
        String label,
        String inLabel,
        String outLabel,
        String format,
        int line) {

    /** The value that stands for a person in an audience. */
    public static final String IN = "in";

    /** The value that stands for a person who left an audience. */
    public static final String OUT = "out";

    /** What it is in the CDP. */
    public enum Kind {
        AUDIENCE,
        ATTRIBUTE
    }

    /** Its name in our own tables and events, such as {@code audience:5d822e81}. */
    public String key() {
        return key(kind, id);
    }

    /** The same of one that no file may name. */
    public static String key(Kind kind, String id) {
        return (kind == Kind.AUDIENCE ? "audience:" : "attribute:") + id;
    }

    public boolean isAudience() {
        return kind == Kind.AUDIENCE;
    }

    /** The field's label. @param told the name that the CDP told last, empty when it told none */
    public String shownLabel(String told) {
        if (!label.isEmpty()) {
            return label;
        }
        return told.isEmpty() ? name : told;
    }
}
