package org.membersync.demo;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.membersync.member.FieldValue;

/**
 * A field of the simulated list.
 *
 * @param fixed whether HeyLoyalty made it
 * @param format {@code text}, {@code number}, {@code date}, {@code boolean}, {@code choice} or {@code multi}
 * @param options option id to label, in order
 */
record SimulatedField(int id, String name, boolean fixed, String format, String label, Map<String, String> options) {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern MOBILE = Pattern.compile("\\+?\\d+");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
    private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}:\\d{2}");

    /**
     * What was sent as a value of this field.
     *
     * @throws HeyLoyaltyError when HeyLoyalty refuses it
     */
    FieldValue accept(List<String> sent) {
        List<String> texts = sent.stream().filter(text -> !text.isBlank()).toList();
        if (texts.isEmpty()) {
            return FieldValue.empty();
        }
        if (texts.size() > 1 && !format.equals("multi")) {
            throw refused("takes one value");
        }
        texts.forEach(this::check);
        return format.equals("multi") ? FieldValue.of(texts) : FieldValue.of(texts.get(0));
    }

    private void check(String text) {
        switch (format) {
            case "text" -> checkText(text);
            case "number" ->
                require((name.equals("mobile") ? MOBILE : NUMBER).matcher(text).matches(), "needs a number");
            case "date" -> require(isDate(text), "needs a date");
            case "boolean" -> require(text.equals("1") || text.equals("0"), "needs 1 or 0");
            default -> require(options.containsKey(text), "does not have this option");
        }
    }

    private void checkText(String text) {
        require(text.length() <= 255, "takes at most 255 characters");
        require(!name.equals("email") || EMAIL.matcher(text).matches(), "needs an e-mail address");
    }

    private static boolean isDate(String text) {
        String[] parts = text.split(" ");
        try {
            LocalDate.parse(parts[0]);
            return parts.length == 1
                    || (parts.length == 2 && TIME.matcher(parts[1]).matches());
        } catch (DateTimeException e) {
            return text.startsWith("0000-00-00");
        }
    }

    private void require(boolean condition, String what) {
        if (!condition) {
            throw refused(what);
        }
    }

    private HeyLoyaltyError refused(String what) {
        return HeyLoyaltyError.invalid("The field " + name + " " + what);
    }
}
