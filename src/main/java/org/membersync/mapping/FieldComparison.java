package org.membersync.mapping;

import java.math.BigDecimal;
import java.util.TreeSet;
import org.membersync.member.FieldValue;

/** Whether two values of a HeyLoyalty field mean the same, so that spelling alone never causes a write (behaviour O4, I9). */
public final class FieldComparison {

    private FieldComparison() {}

    /**
     * Numbers are compared by value, dates by day ({@code 0000-00-00} is empty), {@code email} without case, multiple choices as
     * sets, yes and no in all their spellings, anything else as it is but for blanks around it.
     *
     * @param field the HeyLoyalty field's name; compared as text when the list lacks it
     */
    public static boolean same(String field, FieldValue ours, FieldValue theirs, ListDefinition list) {
        return canonical(field, ours, list).equals(canonical(field, theirs, list));
    }

    /**
     * The one spelling of all values that mean the same, empty for a value that says nothing: it can be compared where the value
     * itself may not be kept. It is personal data like the value.
     *
     * @param field the HeyLoyalty field's name; taken as text when the list lacks it
     */
    public static String canonical(String field, FieldValue value, ListDefinition list) {
        String format = list.field(field).map(ListField::format).orElse("text");
        if (format.equals("multi")) {
            return String.join("\n", new TreeSet<>(value.values()));
        }
        String text = value.text().strip();
        return switch (format) {
            case "number" -> number(text);
            case "date" -> day(text);
            case "boolean" -> bool(text);
            default -> field.equals("email") ? withoutCase(text) : text;
        };
    }

    private static String number(String text) {
        return ListFieldFormat.number(text)
                .map(digits -> new BigDecimal(digits).stripTrailingZeros().toPlainString())
                .orElse(text);
    }

    private static String day(String text) {
        return text.startsWith("0000-00-00") ? "" : ListFieldFormat.date(text).orElse(text);
    }

    private static String bool(String text) {
        return ListFieldFormat.bool(text).orElse(text);
    }

    private static String withoutCase(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars().forEach(c -> plain.append((char) Character.toLowerCase(Character.toUpperCase(c))));
        return plain.toString();
    }
}
