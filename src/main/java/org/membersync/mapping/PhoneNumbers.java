package org.membersync.mapping;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Phone numbers in the one international spelling, E.164, however people wrote them (behaviour I5). */
public final class PhoneNumbers {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** As long as what people write of a number in its own country, in most countries at the least. */
    private static final int ENDING = 8;

    private static final int SHORTEST_NUMBER = 5;

    private PhoneNumbers() {}

    /**
     * The number as E.164, such as {@code +4520304050}; empty when the text is none.
     *
     * @param region two letters: the country of a number without a country code; empty when it is not known, and then such a
     *     number is none
     */
    public static Optional<String> e164(String text, String region) {
        String known = region.isBlank() ? null : region;
        Optional<PhoneNumber> written = parsed(text, known);
        return written.filter(NUMBERS::isValidNumber)
                .or(() -> withoutPlus(text, known))
                .or(() -> written.filter(PhoneNumbers::isPossible))
                .map(number -> NUMBERS.format(number, PhoneNumberFormat.E164));
    }

    /** HeyLoyalty keeps digits alone, so that a foreign number has lost its plus; believed only when it is a real one. */
    private static Optional<PhoneNumber> withoutPlus(String text, String region) {
        String digits = PhoneNumberUtil.normalizeDigitsOnly(text);
        boolean international = region != null || digits.startsWith("00");
        return international
                ? parsed("+" + digits.replaceFirst("^00", ""), null).filter(NUMBERS::isValidNumber)
                : Optional.empty();
    }

    /** Numbers are handed out that no table knows yet. */
    private static boolean isPossible(PhoneNumber number) {
        return NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
    }

    private static Optional<PhoneNumber> parsed(String text, String region) {
        try {
            return Optional.of(NUMBERS.parse(text, region));
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    /** Whether both texts are the same number; false when one is none. */
    public static boolean same(String one, String other, String region) {
        Optional<String> number = e164(one, region);
        return number.isPresent() && number.equals(e164(other, region));
    }

    /**
     * The last digits of a text that may be a phone number: all its spellings of the same number end alike, so that it can be
     * found without knowing its country. Empty when there are too few digits for a number.
     */
    public static String ending(String text) {
        String digits = PhoneNumberUtil.normalizeDigitsOnly(text);
        return digits.length() < SHORTEST_NUMBER ? "" : digits.substring(Math.max(0, digits.length() - ENDING));
    }

    /**
     * All endings that spellings of the number have: with and without the country code and the trunk prefix, which differ for
     * the short numbers of small countries.
     *
     * @param e164 as {@link #e164} gives it
     */
    public static Set<String> endings(String e164) {
        Set<String> endings = new LinkedHashSet<>(Set.of(ending(e164)));
        parsed(e164, null).map(NUMBERS::getNationalSignificantNumber).ifPresent(national -> {
            endings.add(ending(national));
            endings.add(ending("0" + national));
            endings.add(ending("00" + e164));
        });
        endings.remove("");
        return endings;
    }
}
