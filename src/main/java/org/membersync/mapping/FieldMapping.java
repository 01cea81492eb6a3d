package org.membersync.mapping;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the mapping file: which Business Central field is which HeyLoyalty field.
 *
 * @param bc the Business Central field, such as {@code firstName}, {@code membership.code} or {@code attribute.SPORT}
 * @param heyloyalty the HeyLoyalty field's name
 * @param values Business Central value to HeyLoyalty option id, in the order of the file; empty when values go over as they are
 * @param valuesFile the file that holds {@code values}, as a person would open it: the mapping file itself, or the one that
 *     {@code valuesFrom} names
 * @param defaultValue what HeyLoyalty gets when Business Central holds nothing; empty for none
 * @param multiple whether the Business Central value is a list of values
 * @param separator what parts the values of a {@code multiple} field
 * @param purpose free text for the record of processing; empty for none
 * @param line where the field begins in the mapping file, counted from 1
 * @param valueLines Business Central value to its line in {@code valuesFile}
 */
public record FieldMapping(
        String bc,
        String heyloyalty,
        Direction direction,
        Owner owner,
        Map<String, String> values,
        String valuesFile,
        OnUnmapped onUnmapped,
        String defaultValue,
        boolean autoCreate,
        boolean multiple,
        String separator,
        WhenEmpty whenEmpty,
        String purpose,
        int line,
        Map<String, Integer> valueLines) {

    /** Which side a field is written to. */
    public enum Direction {
        BOTH,
        TO_HEYLOYALTY,
        TO_BC
    }

    /** Whose value counts when both sides changed the field (behaviour I7). */
    public enum Owner {
        NEWEST,
        BC,
        HEYLOYALTY,
        MANUAL
    }

    /** What becomes of a member with a value that has no option, or that HeyLoyalty would refuse. */
    public enum OnUnmapped {
        FAIL,
        SKIP_FIELD
    }

    /** What an empty source does to its target. */
    public enum WhenEmpty {
        CLEAR,
        KEEP
    }

    public FieldMapping {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        valueLines = Map.copyOf(valueLines);
    }

    public boolean isToHeyLoyalty() {
        return direction != Direction.TO_BC;
    }

    public boolean isToBusinessCentral() {
        return direction != Direction.TO_HEYLOYALTY;
    }

    /** Whether it is a member attribute, which Business Central keeps apart from the member. */
    public boolean isAttribute() {
        return bc.startsWith(BusinessCentralField.ATTRIBUTE);
    }

    public boolean skipsUnmapped() {
        return onUnmapped == OnUnmapped.SKIP_FIELD;
    }

    /** Whether values are translated at all; false means that they go over as they are. */
    public boolean isTranslated() {
        return !values.isEmpty() || autoCreate;
    }

    /** The HeyLoyalty option of a Business Central value; blanks around it and the case of letters do not matter. */
    public Optional<String> optionOf(String bcValue) {
        String exact = values.get(bcValue.strip());
        if (exact != null) {
            return Optional.of(exact);
        }
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().strip().equalsIgnoreCase(bcValue.strip()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The first Business Central value in the file that has this HeyLoyalty option. */
    public Optional<String> bcValueOf(String option) {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().strip().equals(option.strip()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The same field with one more value at the end; a value that is there keeps its option. */
    FieldMapping withValue(String bcValue, String option) {
        Map<String, String> more = new LinkedHashMap<>(values);
        if (optionOf(bcValue).isEmpty()) {
            more.put(bcValue, option);
        }
        return new FieldMapping(
                bc,
                heyloyalty,
                direction,
                owner,
                more,
                valuesFile,
                onUnmapped,
                defaultValue,
                autoCreate,
                multiple,
                separator,
                whenEmpty,
                purpose,
                line,
                valueLines);
    }
}
