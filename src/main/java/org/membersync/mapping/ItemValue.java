package org.membersync.mapping;

import java.util.Optional;
import org.membersync.failure.PermanentException;
import org.membersync.member.FieldValue;

/** What the CDP tells of a person, as the field of the list takes it. */
public final class ItemValue {

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
        Optional<String> form =
                switch (item.format()) {
                    case "choice" -> option(item, value, list);
                    case "number" -> ListFieldFormat.number(value);
                    case "date" -> ListFieldFormat.date(value);
                    case "boolean" -> ListFieldFormat.bool(value);
                    default -> Optional.of(value).filter(text -> text.length() <= ListFieldFormat.MAX_TEXT);
                };
        return FieldValue.of(form.orElseThrow(() -> refused(item)));
    }

    private static Optional<String> option(ActivationItem item, String value, ListDefinition list) {
        String label = value.equals(ActivationItem.IN) ? item.inLabel() : item.outLabel();
        return list.field(item.field()).stream()
                .flatMap(field -> field.options().entrySet().stream())
                .filter(option -> option.getValue().equals(label))
                .map(java.util.Map.Entry::getKey)
                .findFirst();
    }

    private static PermanentException refused(ActivationItem item) {
        if (item.isAudience()) {
            return new PermanentException(
                    "unknown-option",
                    "The list's field " + item.field() + " lacks an option of audience " + item.id()
                            + ": activations sync makes it again, then replay");
        }
        return new PermanentException(
                "refused-value",
                "The CDP's value of attribute " + item.id() + " does not fit the format " + item.format()
                        + " of the field " + item.field()
                        + ": give the attribute another format in its file, or mend it in the CDP");
    }
}
