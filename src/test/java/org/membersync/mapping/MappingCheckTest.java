package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.membersync.mapping.Lists.field;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Behaviour R5. */
class MappingCheckTest {

    private final ListDefinition list = Lists.of(
            field("city", "text"),
            new ListField("country", "choice", Map.of("53", "Denmark", "73", "Germany")),
            new ListField("interests", "multi", Map.of("7", "Books")));

    @Test
    void aMappingThatFitsHasNoProblems() {
        assertThat(check(
                        "{ bc: city, heyloyalty: city }",
                        "{ bc: attribute.I, heyloyalty: interests, multiple: true, values: { BOOKS: \"7\" } }"))
                .isEmpty();
    }

    @Test
    void aFieldThatTheListLacksIsTold() {
        assertThat(check("{ bc: city, heyloyalty: ctiy }"))
                .containsExactly("mappings/member.yaml:2: ctiy: HeyLoyalty's list 1717 has no such field. Did you mean"
                        + " \"city\"? Create it on the list, or correct or remove it here");
    }

    @Test
    void anOptionThatTheListLacksIsToldInTheFileItStandsIn() {
        MemberMapping mapping = MappingTexts.mapping(
                MappingTexts.yaml("{ bc: countryCode, heyloyalty: country, valuesFrom: countries.yaml }"),
                Map.of("countries.yaml", "DK: \"53\"\nDE: germany\nSE: \"193\"\n"));

        assertThat(MappingCheck.against(mapping, list).stream().map(MappingProblem::toString))
                .containsExactly(
                        "mappings/countries.yaml:2: DE: HeyLoyalty's field country has no option \"germany\". Write its id"
                                + " instead of its label: \"73\"",
                        "mappings/countries.yaml:3: SE: HeyLoyalty's field country has no option \"193\". Create it on the"
                                + " list or write the id of one that exists");
    }

    @Test
    void aDefaultThatTheListLacksIsTold() {
        assertThat(check("{ bc: countryCode, heyloyalty: country, default: \"1\", values: { DK: \"53\" } }"))
                .containsExactly(
                        "mappings/member.yaml:2: country: default: HeyLoyalty's field country has no option \"1\"."
                                + " Create it on the list or write the id of one that exists");
    }

    @Test
    void formatsThatDoNotFitAreTold() {
        assertThat(check(
                        "{ bc: countryCode, heyloyalty: country }",
                        "{ bc: attribute.I, heyloyalty: city, multiple: true, values: { A: \"1\" } }",
                        "{ bc: attribute.J, heyloyalty: interests, values: { BOOKS: \"7\" } }"))
                .containsExactly(
                        "mappings/member.yaml:2: country: HeyLoyalty's field is a choice field but the mapping has no"
                                + " values. Add values or valuesFrom with its option ids",
                        "mappings/member.yaml:3: city: HeyLoyalty's field is a text field but the mapping says multiple."
                                + " Remove multiple or map a multi field",
                        "mappings/member.yaml:4: interests: HeyLoyalty's field is a multi field but the mapping takes one"
                                + " value only. Add multiple: true or map a choice field");
    }

    private List<String> check(String... fields) {
        return MappingCheck.against(MappingTexts.fields(fields), list).stream()
                .map(MappingProblem::toString)
                .toList();
    }
}
