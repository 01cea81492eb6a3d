package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.membersync.member.FieldValue;
import org.membersync.member.Gender;
import org.membersync.member.Member;

/** What holds of every member and every mapping. */
class TransformPropertiesTest {

    private static final List<String> FIELDS =
            List.of("firstName", "lastName", "address", "city", "postCode", "countryCode", "attribute.A", "gender");

    /** Invariant P8. */
    @Property(tries = 300, seed = "318591567085203298")
    void onlyMappedFieldsTowardsHeyLoyaltyAppear(
            @ForAll("mappings") MemberMapping mapping, @ForAll("members") Member member) {
        Set<String> allowed =
                mapping.toHeyLoyalty().stream().map(FieldMapping::heyloyalty).collect(Collectors.toSet());

        assertThat(transform(mapping, member).keySet()).isSubsetOf(allowed);
    }

    @Property(tries = 300, seed = "318591567085203298")
    void theSameMemberGivesTheSameFields(@ForAll("mappings") MemberMapping mapping, @ForAll("members") Member member) {
        assertThat(transform(mapping, member)).isEqualTo(transform(mapping, member));
    }

    @Property(tries = 300, seed = "318591567085203298")
    void whatIsSentIsTheSameAsItself(@ForAll("mappings") MemberMapping mapping, @ForAll("members") Member member) {
        transform(mapping, member)
                .forEach((field, value) -> assertThat(FieldComparison.same(field, value, value, list()))
                        .isTrue());
    }

    @Property(tries = 500, seed = "318591567085203298")
    void everyTextIsReadBackFromYamlAsItWas(@ForAll String text) {
        String yaml = "a" + YamlText.quoted(text).hashCode() + ": " + YamlText.quoted(text) + "\n"
                + YamlText.key(text + "x") + ": x\n";
        Map<?, ?> read = new org.yaml.snakeyaml.Yaml().load(yaml);

        assertThat(read.values().iterator().next()).isEqualTo(text);
        assertThat(read.keySet().stream().map(Object::toString)).contains(text + "x");
    }

    private static Map<String, FieldValue> transform(MemberMapping mapping, Member member) {
        return mapping.transform(member, Members.GOLD, list()).values();
    }

    private static ListDefinition list() {
        return Lists.of(FIELDS.stream().map(name -> Lists.field(name, "text")).toArray(ListField[]::new));
    }

    @Provide
    Arbitrary<MemberMapping> mappings() {
        Arbitrary<String> direction = Arbitraries.of("both", "to-heyloyalty", "to-bc");
        Arbitrary<String> whenEmpty = Arbitraries.of("clear", "keep");
        Arbitrary<String> field = Combinators.combine(Arbitraries.of(FIELDS), direction, whenEmpty)
                .as((name, way, empty) -> "{ bc: " + name + ", heyloyalty: " + name + ", direction: " + way
                        + ", whenEmpty: " + empty + " }");
        return field.list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .uniqueElements(text -> text.substring(0, text.indexOf(',')))
                .map(fields -> MappingTexts.fields(fields.toArray(String[]::new)));
    }

    @Provide
    Arbitrary<Member> members() {
        Arbitrary<String> text =
                Arbitraries.strings().withChars("æøåABC 0123-").ofMaxLength(12).map(String::strip);
        Arbitrary<Map<String, String>> attributes = text.map(value -> {
            Map<String, String> map = new LinkedHashMap<>();
            if (!value.isEmpty()) {
                map.put("A", value);
            }
            return map;
        });
        return Combinators.combine(text, text, text, Arbitraries.of(Gender.class), attributes)
                .as(Members::with);
    }
}
