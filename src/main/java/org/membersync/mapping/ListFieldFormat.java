package org.membersync.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.membersync.failure.PermanentException;
import org.membersync.member.FieldValue;

/** Brings a value into the form of a HeyLoyalty field, or refuses what HeyLoyalty would refuse. */
final class ListFieldFormat {

    /** HeyLoyalty's limit of a text field, in characters. */
    static final int MAX_TEXT = 255;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\u00a0+\\-().,/]");

    private final ListField target;
    private final FieldMapping field;
    private final String fileName;
    private final String memberNumber;

    ListFieldFormat(ListField target, FieldMapping field, String fileName, String memberNumber) {
        this.target = target;
        this.field = field;
        this.fileName = fileName;
        this.memberNumber = memberNumber;
    }

    FieldValue encode(List<String> values) {
        return switch (target.format()) {
            case "multi" -> FieldValue.of(values.stream().map(this::option).toList());
            case "choice" -> FieldValue.of(option(only(values)));
            case "number" ->
                FieldValue.of(number(only(values)).orElseThrow(() -> refused("takes numbers only", "is not a number")));
            case "date" ->
                FieldValue.of(date(only(values)).orElseThrow(() -> refused("takes dates only", "is not a date")));
            case "boolean" ->
                FieldValue.of(bool(only(values)).orElseThrow(() -> refused("takes yes or no only", "is neither")));
            default -> FieldValue.of(text(String.join(field.separator(), values)));
        };
    }

    /** A plain number as it is; a phone number or postal code without what people put between the digits. */
    static Optional<String> number(String text) {
        return plainNumber(text).or(() -> plainNumber(SEPARATORS.matcher(text).replaceAll("")));
    }

    /** A number as it is. */
    static Optional<String> plainNumber(String text) {
        return Optional.of(text.strip()).filter(number -> NUMBER.matcher(number).matches());
    }

    /** The day as {@code YYYY-MM-DD}, without a time that may follow it. */
    static Optional<String> date(String text) {
        String day = text.strip();
        if (day.length() > 10 && (day.charAt(10) == ' ' || day.charAt(10) == 'T')) {
            day = day.substring(0, 10);
        }
        try {
            return Optional.of(LocalDate.parse(day).toString());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** {@code 1} or {@code 0}. */
    static Optional<String> bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> Optional.of("1");
            case "false", "no", "0" -> Optional.of("0");
            default -> Optional.empty();
        };
    }

    private String only(List<String> values) {
        if (values.size() > 1) {
            throw refused("takes one value only", "holds several");
        }
        return values.get(0);
    }

    private String text(String text) {
        if (text.length() > MAX_TEXT) {
            throw refused("takes at most " + MAX_TEXT + " characters", "is longer");
        }
        return text;
    }

    private String option(String value) {
        String option = value.strip();
        if (target.options().containsKey(option)) {
            return option;
        }
        throw new PermanentException(
                "unknown-option",
                "Member " + memberNumber + ": HeyLoyalty's field " + target.name() + " has no option "
                        + mending(option));
    }

    /** The option is configuration when it comes from the mapping; otherwise it is the member's own value and is not named. */
    private String mending(String option) {
        boolean isDefault = option.equals(field.defaultValue().strip());
        if (!isDefault && !field.isTranslated()) {
            return "for the member's " + field.bc() + ". Add values to " + fileName + ":" + field.line();
        }
        String file = isDefault ? fileName + ":" + field.line() : field.valuesFile();
        return "\"" + option + "\". Create it on the list, or correct it in " + file;
    }

    private PermanentException refused(String takes, String but) {
        return new PermanentException(
                "refused-value",
                "HeyLoyalty's field " + target.name() + " " + takes + "; member " + memberNumber + "'s " + field.bc()
                        + " " + but + ": mend it in Business Central or set onUnmapped: skip-field in " + fileName + ":"
                        + field.line());
    }
}
