package org.membersync.mapping;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.membersync.failure.PermanentException;
import org.membersync.member.FieldValue;
import org.membersync.member.Member;
import org.membersync.member.Membership;

/** Turns a member into the fields of a HeyLoyalty list (behaviour O9). */
final class OutboundTransform {

    private final MemberMapping mapping;
    private final ListDefinition list;

    OutboundTransform(MemberMapping mapping, ListDefinition list) {
        this.mapping = mapping;
        this.list = list;
    }

    HeyLoyaltyFields transform(Member member, Optional<Membership> membership) {
        Map<String, FieldValue> values = new LinkedHashMap<>();
        for (FieldMapping field : mapping.toHeyLoyalty()) {
            ListField target = target(field);
            try {
                value(field, target, member, membership).ifPresent(value -> values.put(field.heyloyalty(), value));
            } catch (PermanentException refused) {
                if (!field.skipsUnmapped()) {
                    throw refused;
                }
            }
        }
        return new HeyLoyaltyFields(values);
    }

    /** What Business Central holds of every mapped field, whatever its direction; nothing is refused. */
    List<MappedValue> view(Member member, Optional<Membership> membership) {
        return mapping.fields().stream()
                .filter(field -> list.field(field.heyloyalty()).isPresent())
                .map(field -> view(field, member, membership))
                .toList();
    }

    private MappedValue view(FieldMapping field, Member member, Optional<Membership> membership) {
        boolean blank = parts(field, source(field).read(member, membership)).isEmpty();
        try {
            return new MappedValue(field, value(field, target(field), member, membership), blank);
        } catch (PermanentException hasNoForm) {
            return new MappedValue(field, Optional.empty(), blank);
        }
    }

    private static BusinessCentralField source(FieldMapping field) {
        return BusinessCentralField.named(field.bc())
                .orElseThrow(() -> new IllegalStateException("unchecked Business Central field " + field.bc()));
    }

    private ListField target(FieldMapping field) {
        return list.field(field.heyloyalty())
                .orElseThrow(() -> new PermanentException(
                        "missing-list-field",
                        "HeyLoyalty's list " + list.id() + " has no field \"" + field.heyloyalty()
                                + "\". Create it on the list, or correct or remove it in " + mapping.fileName() + ":"
                                + field.line()));
    }

    private Optional<FieldValue> value(
            FieldMapping field, ListField target, Member member, Optional<Membership> membership) {
        BusinessCentralField source = source(field);
        List<String> parts = parts(field, source.read(member, membership));
        ListFieldFormat format = new ListFieldFormat(target, field, mapping.fileName(), member.number());
        if (!parts.isEmpty()) {
            return Optional.of(format.encode(translated(field, source, parts, member)));
        }
        if (!field.defaultValue().isEmpty()) {
            return Optional.of(format.encode(List.of(field.defaultValue())));
        }
        return field.whenEmpty() == FieldMapping.WhenEmpty.KEEP ? Optional.empty() : Optional.of(FieldValue.empty());
    }

    private static List<String> parts(FieldMapping field, String text) {
        Stream<String> parts =
                field.multiple() ? Stream.of(text.split(Pattern.quote(field.separator()))) : Stream.of(text);
        return parts.map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    /** The options in the order of the mapping file, so that the order in Business Central never looks like a change. */
    private List<String> translated(
            FieldMapping field, BusinessCentralField source, List<String> parts, Member member) {
        if (!field.isTranslated()) {
            return List.copyOf(new LinkedHashSet<>(parts));
        }
        Set<String> options = new LinkedHashSet<>();
        for (String part : parts) {
            options.add(field.optionOf(part).orElseThrow(() -> unmapped(field, source, part, member)));
        }
        return field.values().values().stream()
                .distinct()
                .filter(options::contains)
                .toList();
    }

    /** Codes are named, because they are the key to add; what a person typed is not. */
    private UnmappedValueException unmapped(
            FieldMapping field, BusinessCentralField source, String value, Member member) {
        String place = field.valuesFile().equals(mapping.fileName())
                ? "the values of " + field.bc() + " in " + mapping.fileName() + ":" + field.line()
                : field.valuesFile();
        String start = "Member " + member.number() + ": " + field.heyloyalty();
        if (!source.code()) {
            return new UnmappedValueException(start + " has no HeyLoyalty option for the member's " + field.bc()
                    + ". Add the value and its option id to " + place);
        }
        return new UnmappedValueException(start + " \"" + value + "\" has no HeyLoyalty option. Add  "
                + YamlText.key(value) + ": \"<option id>\"  to " + place);
    }
}
