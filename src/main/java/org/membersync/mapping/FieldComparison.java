package org.membersync.mapping;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
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
        String format = list.field(field).map(ListField::format).orElse("text");
        if (format.equals("multi")) {
            return new HashSet<>(ours.values()).equals(new HashSet<>(theirs.values()));
        }
        String left = ours.text().strip();
        String right = theirs.text().strip();
        return switch (format) {
            case "number" -> sameNumber(left, right);
            case "date" -> day(left).equals(day(right));
            case "boolean" -> bool(left).equals(bool(right));
            default -> field.equals("email") ? left.equalsIgnoreCase(right) : left.equals(right);
        };
    }

    private static boolean sameNumber(String left, String right) {
        Optional<BigDecimal> ours = ListFieldFormat.number(left).map(BigDecimal::new);
        Optional<BigDecimal> theirs = ListFieldFormat.number(right).map(BigDecimal::new);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return left.equals(right);
        }
        return ours.get().compareTo(theirs.get()) == 0;
    }

    private static String day(String text) {
        return text.startsWith("0000-00-00") ? "" : ListFieldFormat.date(text).orElse(text);
    }

    private static String bool(String text) {
        return ListFieldFormat.bool(text).orElse(text);
    }
}
