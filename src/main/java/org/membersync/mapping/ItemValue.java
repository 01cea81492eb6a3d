package org.membersync.mapping;

import java.util.Optional;
import org.membersync.failure.PermanentException;
import org.membersync.member.FieldValue;

/** What the CDP tells of a person, as the field of the list takes it. */
public final class ItemValue {

    private static final String UNKNOWN_OPTION = "unknown-option";
    private static final String REFUSED_VALUE = "refused-value";

    private ItemValue() {}

    /**
     * The value of the item's field; empty clears it.
     *
     * @param value what the CDP told; null for nothing
     * @param list as it is now
     * @throws PermanentException when HeyLoyalty would refuse it; no value is quoted
     */
    public static FieldValue of(ActivationItem item, String value, ListDefinition list) {
        if (value == null || value.isBlank()) {
            return FieldValue.empty();
        }
        Optional<String> form = item.isAudience() ? option(item, value, list) : text(item, value);
        return FieldValue.of(form.orElseThrow(() -> refused(item)));
    }

    /** Whether the format of the item's field takes the value; of an audience only its list can tell. */
    public static boolean fits(ActivationItem item, String value) {
        return item.isAudience()
                || value == null
                || value.isBlank()
                || text(item, value).isPresent();
    }

    /** The value as people read it on the list, an option by its label; empty for nothing. */
    public static String shown(ActivationItem item, String value) {
        if (value == null || value.isBlank()) {
            return "";
        }
        return item.isAudience() ? label(item, value) : text(item, value).orElse(value);
    }

    /** Whether that is the reason of a failure because of {@link #refused one value}. */
    public static boolean isRefused(String reason) {
        return reason.equals(UNKNOWN_OPTION) || reason.equals(REFUSED_VALUE);
    }

    private static Optional<String> text(ActivationItem item, String value) {
        return switch (item.format()) {
            // Without a guess what a comma means: 1,5 is not 15.
            case "number" -> ListFieldFormat.plainNumber(value);
            case "date" -> ListFieldFormat.date(value);
            case "boolean" -> ListFieldFormat.bool(value);
            default -> Optional.of(value).filter(text -> text.length() <= ListFieldFormat.MAX_TEXT);
        };
    }

    private static String label(ActivationItem item, String value) {
        return value.equals(ActivationItem.IN) ? item.inLabel() : item.outLabel();
    }

    private static Optional<String> option(ActivationItem item, String value, ListDefinition list) {
        String label = label(item, value);
        return list.field(item.field()).stream()
                .flatMap(field -> field.options().entrySet().stream())
                .filter(option -> option.getValue().equals(label))
                .map(java.util.Map.Entry::getKey)
                .findFirst();
    }

    /** What a value of the item is parked for that the list would refuse. */
    public static PermanentException refused(ActivationItem item) {
        if (item.isAudience()) {
            return new PermanentException(
                    UNKNOWN_OPTION,
                    "The list's field " + item.field() + " lacks an option of audience " + item.id()
                            + ": activations sync makes it again, then replay");
        }
        return new PermanentException(
                REFUSED_VALUE,
                "The CDP's value of attribute " + item.id() + " does not fit the format " + item.format()
                        + " of the field " + item.field()
                        + ": give the attribute another format in its file, or mend it in the CDP");
    }
}
