package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.membersync.mapping.MappingTexts.yaml;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in a mapping file is told with file, line, key and mending. */
class MappingProblemsTest {

    private static final String EMAIL = "{ bc: email, heyloyalty: email }";
    private static final String FIELDS = String.join(", ", BusinessCentralField.names());
    private static final String KEYS =
            "The keys here are bc, heyloyalty, direction, owner, values, valuesFrom, onUnmapped,"
                    + " default, autoCreate, multiple, separator, whenEmpty, purpose";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("", ":1: the file is empty. Fill it as the example that comes with the program shows"),
                mistake(
                        "# nothing\n",
                        ":1: the file is empty. Fill it as the example that comes with the program shows"),
                mistake("- a\n", ":1: must be a map. Write it as  key: value"),
                mistake("fields: {}\n", ":1: fields: must be a list. Begin each item on a line of its own with \"- \""),
                mistake(
                        "fields: []\n",
                        ":1: fields: lists no field. Add at least one, as { bc: email, heyloyalty: email }"),
                mistake("fields:\n  - email\n", ":2: fields: must be a map. Write it as  key: value"),
                mistake(
                        "feilds: []\n",
                        ":1: fields: is missing. Add it, as in { bc: firstName, heyloyalty: firstname }",
                        ":1: feilds: unknown key. Did you mean \"fields\"? The keys here are fields"),
                mistake(
                        yaml(EMAIL, "{ bc: city }"),
                        ":3: heyloyalty: is missing. Add it, as in { bc: firstName, heyloyalty: firstname }"),
                mistake(
                        yaml(EMAIL, "bc: city\n    heyloyalty: city\n    vlaues: { A: \"1\" }"),
                        ":5: vlaues: unknown key. Did you mean \"values\"? " + KEYS),
                mistake(
                        yaml("{ bc: frstName, heyloyalty: firstname }"),
                        ":2: bc: \"frstName\" is not a field of a Business Central member. Did you mean \"firstName\"?"
                                + " The fields are " + FIELDS + " and attribute.CODE"),
                mistake(
                        yaml("{ bc: attribute., heyloyalty: sport }"),
                        ":2: bc: \"attribute.\" is not a field of a Business Central member. The fields are " + FIELDS
                                + " and attribute.CODE"),
                mistake(
                        yaml("bc: city\n    heyloyalty: city\n    direction: bth"),
                        ":4: direction: \"bth\" is not one of both, to-heyloyalty, to-bc. Did you mean \"both\"?"
                                + " Write one of them or leave the key out"),
                mistake(
                        yaml("{ bc: city, heyloyalty: city, owner: us }"),
                        ":2: owner: \"us\" is not one of newest, bc, heyloyalty, manual."
                                + " Write one of them or leave the key out"),
                mistake(
                        yaml("{ bc: city, heyloyalty: city, default: 31990 }"),
                        ":2: default: 31990 is not a text to YAML. Put it in quotes: \"31990\""),
                mistake(
                        yaml("{ bc: city, heyloyalty: city, default: \"\" }"),
                        ":2: default: is empty. Write a text or leave the key out"),
                mistake(yaml("{ bc: city, heyloyalty: }"), ":2: heyloyalty: must be a text. Write one in quotes"),
                mistake(
                        yaml("{ bc: attribute.A, heyloyalty: a, autoCreate: \"yes\", values: {} }"),
                        ":2: autoCreate: must be true or false. Write it without quotes"),
                mistake(
                        yaml("bc: countryCode\n    heyloyalty: country\n    values:\n      DK: 53\n      NO: \"160\""),
                        ":5: DK: 53 is not a text to YAML. Put it in quotes: \"53\"",
                        ":6: NO: YAML reads this key as a yes or no. Put it in quotes: \"NO\""),
                mistake(
                        yaml("{ bc: storeCode, heyloyalty: shop, values: { 001: \"1\", A: yes } }"),
                        ":2: 001: YAML reads this key as a number. Put it in quotes: \"001\"",
                        ":2: A: yes is not a text to YAML. Put it in quotes: \"yes\""),
                mistake(
                        yaml("bc: storeCode\n    heyloyalty: shop\n    values:\n      A/B~C: 5\n      \"001\": 6"),
                        ":5: A/B~C: 5 is not a text to YAML. Put it in quotes: \"5\"",
                        ":6: 001: 6 is not a text to YAML. Put it in quotes: \"6\""),
                mistake(
                        yaml("{ bc: attribute.A, heyloyalty: a, values: [ X ] }"),
                        ":2: values: must be a map. Write it as  key: value"),
                mistake(
                        yaml("bc: city\n    heyloyalty: city\n    values:\n      A: \"1\"\n      a: \"2\""),
                        ":6: a: is the same value as in line 5. Remove one of them"),
                mistake(
                        yaml("bc: city\n    heyloyalty: city\n    bc: email"),
                        ":4: bc: is there twice, first in line 2. Remove one of them"),
                mistake(
                        yaml(
                                "bc: countryCode\n    heyloyalty: country\n    values: {}\n    valuesFrom: countries.yaml"),
                        ":5: valuesFrom: the field has values already. Keep either values or valuesFrom"),
                mistake(
                        yaml("{ bc: storeCode, heyloyalty: shop, valuesFrom: stores.yaml }"),
                        ":2: valuesFrom: there is no file mappings/stores.yaml. Create it with lines such as  DK: \"53\""
                                + "  or correct the name"),
                mistake(
                        yaml("{ bc: storeCode, heyloyalty: shop, valuesFrom: ../stores.yaml }"),
                        ":2: valuesFrom: \"../stores.yaml\" is not the plain name of a YAML file. Write the name of a file"
                                + " beside this one, such as countries.yaml"),
                mistake(
                        yaml("{ bc: attribute.A, heyloyalty: a, multiple: true }"),
                        ":2: multiple: a multiple field needs values. Add values or valuesFrom"),
                mistake(
                        yaml("{ bc: attribute.A, heyloyalty: a, separator: \";\" }"),
                        ":2: separator: is for a field with several values. Add multiple: true or remove it"),
                mistake(
                        yaml("{ bc: attribute.A, heyloyalty: a, autoCreate: true }"),
                        ":2: autoCreate: has no values to add to. Add values or valuesFrom; values: {} will do"),
                mistake(
                        yaml("{ bc: firstAndMiddleName, heyloyalty: firstname }"),
                        ":2: bc: firstAndMiddleName cannot be written to Business Central. Set direction: to-heyloyalty"),
                mistake(
                        yaml("{ bc: membership.code, heyloyalty: membership, direction: to-bc }"),
                        ":2: direction: membership.code cannot be written to Business Central. Set direction: to-heyloyalty"),
                mistake(
                        yaml("{ bc: gender, heyloyalty: sex, values: { mail: \"1\" } }"),
                        ":2: mail: is not a gender of Business Central. Did you mean \"male\"? There are male, female, other"),
                mistake(
                        yaml(EMAIL, "{ bc: email, heyloyalty: reference }"),
                        ":3: bc: \"email\" is written to Business Central by line 2 already. Remove one of them or give one"
                                + " direction: to-heyloyalty"),
                mistake(
                        yaml(EMAIL, "{ bc: number, heyloyalty: email, direction: to-heyloyalty }"),
                        ":3: heyloyalty: \"email\" is written to HeyLoyalty by line 2 already. Remove one of them or give one"
                                + " direction: to-bc"),
                mistake(
                        yaml("{ bc: attribute.a, heyloyalty: a }", "{ bc: attribute.A, heyloyalty: b }"),
                        ":3: bc: \"attribute.A\" is written to Business Central by line 2 already. Remove one of them or"
                                + " give one direction: to-heyloyalty"),
                mistake(
                        yaml("&a { bc: city, heyloyalty: city, values: *a }"),
                        ":2: values: refers to itself. Write the value out instead of the reference",
                        ":2: values: must be a map. Write it as  key: value"),
                mistake(
                        yaml("{ ? [a] : b, bc: city, heyloyalty: city }"),
                        ":2: a key must be a text. Write  key: value"));
    }

    private static Arguments mistake(String yaml, String... messages) {
        return Arguments.of(
                yaml,
                Stream.of(messages).map(message -> MappingTexts.FILE + message).toList());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsTheMistake(String yaml, List<String> messages) {
        assertThat(problemsOf(yaml, Map.of("countries.yaml", "DK: \"53\"\n"))
                        .getMessage()
                        .lines())
                .containsExactlyInAnyOrderElementsOf(messages);
    }

    @Test
    void tellsLineAndColumnOfWhatIsNotYaml() {
        assertThat(problemsOf("fields:\n  - { bc: city, heyloyalty: city\n  - {}\n", Map.of()))
                .hasMessageStartingWith(
                        "mappings/member.yaml:3: not readable as YAML at column 5. Check quotes, brackets");
        assertThat(problemsOf("fields:\n  - { bc: \"\u0000\" }\n", Map.of()))
                .hasMessageStartingWith("mappings/member.yaml:1: not readable as YAML. Remove what is not text");
    }

    @Test
    void tellsAllProblemsOfAllFilesAtOnce() {
        String yaml = yaml(
                "{ bc: countryCode, heyloyalty: country, valuesFrom: countries.yaml }",
                "{ bc: storeCode, heyloyalty: shop, valuesFrom: stores.yaml }",
                "{ bc: town, heyloyalty: city }");

        MappingFileException refused =
                problemsOf(yaml, Map.of("countries.yaml", "DK: \"53\"\nSE: 193\n", "stores.yaml", "# none yet\n"));

        assertThat(refused.problems())
                .extracting(problem -> problem.file() + ":" + problem.line() + " " + problem.key())
                .containsExactly(
                        "mappings/member.yaml:4 bc", "mappings/countries.yaml:2 SE", "mappings/stores.yaml:1 ");
    }

    @Test
    void tellsProblemsOfASharedValueFileOnce() {
        String yaml = yaml(
                "{ bc: countryCode, heyloyalty: country, valuesFrom: c.yaml }",
                "{ bc: attribute.BORN, heyloyalty: born, valuesFrom: c.yaml }");

        assertThat(problemsOf(yaml, Map.of("c.yaml", "DK: 53\n")).problems()).hasSize(1);
    }

    private static MappingFileException problemsOf(String yaml, Map<String, String> siblings) {
        return catchThrowableOfType(MappingFileException.class, () -> MappingTexts.mapping(yaml, siblings));
    }
}
