package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.mapping.FieldMapping.Direction;
import org.membersync.mapping.FieldMapping.OnUnmapped;
import org.membersync.mapping.FieldMapping.Owner;
import org.membersync.mapping.FieldMapping.WhenEmpty;

class MemberMappingTest {

    @Test
    void defaultsAreBothWaysAndTheNewest() {
        FieldMapping field =
                MappingTexts.fields("{ bc: city, heyloyalty: city }").fields().get(0);

        assertThat(field)
                .isEqualTo(new FieldMapping(
                        "city",
                        "city",
                        Direction.BOTH,
                        Owner.NEWEST,
                        Map.of(),
                        "mappings/member.yaml",
                        OnUnmapped.FAIL,
                        "",
                        false,
                        false,
                        ",",
                        WhenEmpty.CLEAR,
                        "",
                        2,
                        Map.of()));
    }

    @Test
    void everyKeyIsRead() {
        MemberMapping mapping = MappingTexts.mapping(
                MappingTexts.yaml(
                        "{ bc: attribute.X, heyloyalty: x, direction: to-bc, owner: manual, valuesFrom: x.yaml,"
                                + " onUnmapped: skip-field, default: \"9\", autoCreate: true, multiple: true, separator: \";\","
                                + " whenEmpty: keep, purpose: Because }"),
                Map.of("x.yaml", "# first\nB: \"2\"\n\"NO\": \"1\"\n"));

        assertThat(mapping.fields())
                .containsExactly(new FieldMapping(
                        "attribute.X",
                        "x",
                        Direction.TO_BC,
                        Owner.MANUAL,
                        Map.of("B", "2", "NO", "1"),
                        "mappings/x.yaml",
                        OnUnmapped.SKIP_FIELD,
                        "9",
                        true,
                        true,
                        ";",
                        WhenEmpty.KEEP,
                        "Because",
                        2,
                        Map.of("B", 2, "NO", 3)));
        assertThat(mapping.fields().get(0).values().keySet()).containsExactly("B", "NO");
    }

    @Test
    void fieldsAreFoundByDirectionAndName() {
        MemberMapping mapping = MappingTexts.fields(
                "{ bc: city, heyloyalty: city }",
                "{ bc: email, heyloyalty: email, direction: to-bc }",
                "{ bc: number, heyloyalty: reference, direction: to-heyloyalty }");

        assertThat(mapping.toHeyLoyalty()).extracting(FieldMapping::bc).containsExactly("city", "number");
        assertThat(mapping.toBusinessCentral()).extracting(FieldMapping::bc).containsExactly("city", "email");
        assertThat(mapping.ofHeyLoyaltyField("reference")).map(FieldMapping::bc).contains("number");
        assertThat(mapping.ofBusinessCentralField("number"))
                .map(FieldMapping::line)
                .contains(4);
        assertThat(mapping.ofHeyLoyaltyField("mobile")).isEmpty();
        assertThat(mapping.fileName()).isEqualTo("mappings/member.yaml");
    }

    @Test
    void oneSourceMayFeedTwoHeyLoyaltyFieldsAndOppositeDirectionsMayShareATarget() {
        MemberMapping mapping = MappingTexts.fields(
                "{ bc: firstAndMiddleName, heyloyalty: firstname, direction: to-heyloyalty }",
                "{ bc: firstName, heyloyalty: firstname, direction: to-bc }",
                "{ bc: firstName, heyloyalty: nickname, direction: to-heyloyalty }");

        assertThat(mapping.fields()).hasSize(3);
    }

    @Test
    void optionsAreFoundBothWays() {
        FieldMapping field = MappingTexts.fields(
                        "{ bc: countryCode, heyloyalty: country, values: { DK: \"53\", DE: \"73\" } }")
                .fields()
                .get(0);

        assertThat(field.optionOf(" dk ")).contains("53");
        assertThat(field.optionOf("XK")).isEmpty();
        assertThat(field.bcValueOf("73 ")).contains("DE");
        assertThat(field.bcValueOf("1")).isEmpty();
    }

    @Test
    void aCreatedValueIsAddedAtTheEndUnlessItIsThere() {
        MemberMapping mapping = MappingTexts.fields(
                        "{ bc: attribute.A, heyloyalty: a, autoCreate: true, values: { X: \"1\" } }")
                .withValue("a", "Y", "2")
                .withValue("a", "x", "3")
                .withValue("b", "Z", "4");

        assertThat(mapping.fields().get(0).values()).containsExactly(Map.entry("X", "1"), Map.entry("Y", "2"));
    }

    @Test
    void theShippedExampleFitsTheExampleList() {
        MemberMapping shipped = MemberMapping.load(Path.of("./mappings"));

        assertThat(shipped.fileName()).isEqualTo("mappings/member.yaml");
        assertThat(shipped.fields()).hasSize(18);
        assertThat(MappingCheck.against(shipped, Lists.example())).isEmpty();
    }

    @Test
    void thePackagedCopyIsTheShippedExample() {
        assertThat(MemberMapping.packaged().fields())
                .extracting(FieldMapping::bc)
                .containsExactlyElementsOf(MemberMapping.load(Path.of("mappings")).fields().stream()
                        .map(FieldMapping::bc)
                        .toList());
    }

    @Test
    void aMissingFileIsTold(@TempDir Path folder) {
        assertThatThrownBy(() -> MemberMapping.load(folder))
                .isInstanceOf(MappingFileException.class)
                .hasMessage(folder + "/member.yaml:1: the file is missing. Create it as the example that comes with the"
                        + " program shows");
    }

    @Test
    void aFileThatIsNotUtf8IsTold(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("member.yaml"), "# Ærø\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> MemberMapping.load(folder))
                .isInstanceOf(MappingFileException.class)
                .hasMessage(folder + "/member.yaml:1: the file is not in UTF-8. Save it in the encoding UTF-8");
    }

    @Test
    void aByteOrderMarkAndWindowsLinesDoNoHarm(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("member.yaml"), "\ufefffields:\r\n  - { bc: city, heyloyalty: city }\r\n");

        assertThat(MemberMapping.load(folder).fields())
                .extracting(FieldMapping::line)
                .containsExactly(2);
    }

    @Test
    void anUnreadableFileIsTold(@TempDir Path folder) {
        assertThatThrownBy(() -> MemberMapping.parse(
                        "member.yaml", "fields: [{ bc: city, heyloyalty: city," + " valuesFrom: c.yaml }]", name -> {
                            throw new java.io.UncheckedIOException(new IOException("locked"));
                        }))
                .hasMessage("c.yaml:1: the file cannot be read. Give the program the right to read it");
    }
}
