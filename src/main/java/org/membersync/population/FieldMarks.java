package org.membersync.population;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.membersync.mapping.FieldComparison;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.ListField;
import org.membersync.mapping.MappedValue;
import org.membersync.mapping.MemberMapping;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.state.KeyedHashes;
import org.membersync.state.PopulationAttribute;

/**
 * Keyed hashes of the mapped fields that pages show, in place of their values: equal for values that mean the same. The mapping
 * itself says what Business Central's value is on the list, so that a comparison of marks and a turn never disagree. Not to be
 * shared between threads.
 */
final class FieldMarks {

    /** What the pages of Business Central show of a member; address, store and memberships are not on them. */
    private static final Set<String> SHOWN = Set.of(
            "firstName",
            "middleName",
            "lastName",
            "firstAndMiddleName",
            "email",
            "phoneNo",
            "gender",
            "birthday",
            "postCode",
            "city",
            "countryCode",
            "number");

    private static final int LENGTH = 12;
    private static final String EMPTY = "-".repeat(LENGTH);
    private static final String NO_FORM = "!".repeat(LENGTH);

    private final MemberMapping mapping;
    private final ListDefinition list;
    private final KeyedHashes hashes;
    private final List<FieldMapping> fields;

    FieldMarks(MemberMapping mapping, ListDefinition list, KeyedHashes hashes) {
        this.mapping = mapping;
        this.list = list;
        this.hashes = hashes;
        this.fields = mapping.fields().stream()
                .filter(field -> SHOWN.contains(field.bc()) || field.isAttribute())
                .filter(field -> list.field(field.heyloyalty()).isPresent())
                .toList();
    }

    /**
     * The marks of a member.
     *
     * @param marks hashes, one behind the other
     * @param forms what each stands for
     */
    record Marked(String marks, String forms) {}

    /** What one letter of the forms says. */
    private enum Form {
        /** A value. */
        VALUE('v'),
        /** The default of the mapping, because Business Central holds nothing. */
        DEFAULT('d'),
        /** Business Central holds nothing, and the list's field is to be cleared. */
        CLEARS('e'),
        /** Business Central holds nothing, and the list's field is left as it is. */
        KEEPS('k'),
        /** Business Central holds what has no form on the list. */
        NONE('n');

        private final char letter;

        Form(char letter) {
            this.letter = letter;
        }

        static Form of(MappedValue value) {
            if (value.value().isEmpty()) {
                return value.blank() ? KEEPS : NONE;
            }
            if (value.value().get().isEmpty()) {
                return CLEARS;
            }
            return value.blank() ? DEFAULT : VALUE;
        }

        static Form of(char letter) {
            for (Form form : values()) {
                if (form.letter == letter) {
                    return form;
                }
            }
            throw new IllegalArgumentException("no form " + letter);
        }
    }

    /** The compared fields, in the order of their marks. */
    List<FieldMapping> fields() {
        return fields;
    }

    /** Whether attributes are compared, so that they must be read. */
    boolean compareAttributes() {
        return fields.stream().anyMatch(FieldMapping::isAttribute);
    }

    /** What the marks are made of: those of another mapping or list say something else. */
    String madeOf() {
        StringBuilder text = new StringBuilder(list.id()).append(list.region());
        fields.forEach(field -> text.append('\n')
                .append(field.bc())
                .append(field.heyloyalty())
                .append(field.direction())
                .append(new TreeMap<>(field.values()))
                .append(field.defaultValue())
                .append(field.whenEmpty())
                .append(field.separator())
                .append(list.field(field.heyloyalty()).map(ListField::format).orElse("")));
        return hashes.of(text.toString(), 40);
    }

    /** The marks of a member as Business Central shows it, the attributes left open. */
    Marked of(Member member) {
        Map<FieldMapping, MappedValue> view = view(member);
        StringBuilder marks = new StringBuilder();
        StringBuilder forms = new StringBuilder();
        for (FieldMapping field : fields) {
            MappedValue value = view.get(field);
            marks.append(mark(value));
            forms.append(Form.of(value).letter);
        }
        return new Marked(marks.toString(), forms.toString());
    }

    private Map<FieldMapping, MappedValue> view(Member member) {
        Map<FieldMapping, MappedValue> byField = new HashMap<>();
        mapping.view(member, Optional.empty(), list).forEach(value -> byField.put(value.field(), value));
        return byField;
    }

    private String mark(MappedValue value) {
        return Form.of(value) == Form.NONE
                ? NO_FORM
                : mark(value.field().heyloyalty(), value.value().orElse(FieldValue.empty()));
    }

    /** The mark of a value of the list's field. */
    private String mark(String field, FieldValue value) {
        String text = FieldComparison.canonical(field, value, list);
        return text.isEmpty() ? EMPTY : hashes.of(field + "\n" + text, LENGTH);
    }

    /** The marks of an entry of the list. */
    String of(HeyLoyaltyMember entry) {
        StringBuilder marks = new StringBuilder();
        fields.forEach(field -> marks.append(mark(field.heyloyalty(), entry.field(field.heyloyalty()))));
        return marks.toString();
    }

    /**
     * The marks of an attribute's value, one for each field that it fills.
     *
     * @param member holds nothing but that attribute
     */
    List<PopulationAttribute> ofAttribute(int memberEntryNo, String code, Member member) {
        List<PopulationAttribute> marked = new ArrayList<>();
        Map<FieldMapping, MappedValue> view = view(member);
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).bc().equalsIgnoreCase("attribute." + code)) {
                MappedValue value = view.get(fields.get(i));
                String letter = String.valueOf(Form.of(value).letter);
                marked.add(new PopulationAttribute(memberEntryNo, i, mark(value), letter));
            }
        }
        return marked;
    }

    /** A member's marks with those of the attributes in their places. */
    static Marked completed(String marks, String forms, List<PopulationAttribute> attributes) {
        if (attributes.isEmpty()) {
            return new Marked(marks, forms);
        }
        StringBuilder nowMarks = new StringBuilder(marks);
        StringBuilder nowForms = new StringBuilder(forms);
        for (PopulationAttribute attribute : attributes) {
            int at = attribute.fieldNo();
            nowMarks.replace(at * LENGTH, (at + 1) * LENGTH, attribute.mark());
            nowForms.setCharAt(at, attribute.form().charAt(0));
        }
        return new Marked(nowMarks.toString(), nowForms.toString());
    }

    /** The marks of a member in the place of the values, as a decision compares them. */
    List<MappedValue> view(Marked marked) {
        List<MappedValue> view = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            FieldMapping field = fields.get(i);
            String mark = at(marked.marks(), i);
            view.add(
                    switch (Form.of(marked.forms().charAt(i))) {
                        case VALUE -> new MappedValue(field, Optional.of(FieldValue.of(mark)), false);
                        case DEFAULT -> new MappedValue(field, Optional.of(FieldValue.of(mark)), true);
                        case CLEARS -> new MappedValue(field, Optional.of(FieldValue.empty()), true);
                        case KEEPS -> new MappedValue(field, Optional.empty(), true);
                        case NONE -> new MappedValue(field, Optional.empty(), false);
                    });
        }
        return view;
    }

    /** The marks of an entry in the place of the values. */
    Map<String, FieldValue> values(String marks) {
        Map<String, FieldValue> values = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String mark = at(marks, i);
            values.put(fields.get(i).heyloyalty(), mark.equals(EMPTY) ? FieldValue.empty() : FieldValue.of(mark));
        }
        return values;
    }

    /** Marks in the place of values that are known, such as those of the base; fields that are not compared are left out. */
    Map<String, FieldValue> marked(Map<String, FieldValue> values) {
        Map<String, FieldValue> marked = new HashMap<>();
        for (FieldMapping field : fields) {
            FieldValue value = values.get(field.heyloyalty());
            if (value != null) {
                marked.put(field.heyloyalty(), marked(field.heyloyalty(), value));
            }
        }
        return marked;
    }

    /** The mark in the place of a value that is known. */
    FieldValue marked(String field, FieldValue value) {
        String mark = mark(field, value);
        return mark.equals(EMPTY) ? FieldValue.empty() : FieldValue.of(mark);
    }

    private static String at(String marks, int field) {
        return marks.substring(field * LENGTH, (field + 1) * LENGTH);
    }
}
