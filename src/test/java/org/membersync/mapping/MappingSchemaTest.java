package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An editor that has only the published schema sees the same mistakes as the program. */
class MappingSchemaTest {

    private final JsonNode schema = read("/schema/member-mapping.schema.json");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ bc: city, heyloyalty: city, values: {}, valuesFrom: a.yaml }",
                "{ bc: city, heyloyalty: city, multiple: true }",
                "{ bc: city, heyloyalty: city, separator: \",\" }",
                "{ bc: city, heyloyalty: city, autoCreate: true }",
                "{ bc: town, heyloyalty: city }",
                "{ bc: number, heyloyalty: city }",
                "{ bc: membership.code, heyloyalty: city, direction: both }",
                "{ bc: firstAndMiddleName, heyloyalty: city }"
            })
    void theSchemaAloneRefusesWhatTheRulesRefuse(String field) throws IOException {
        assertThat(findings(field)).isNotEmpty();
        assertThatThrownBy(() -> MappingTexts.fields(field)).isInstanceOf(MappingFileException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ bc: city, heyloyalty: city }",
                "{ bc: attribute.A, heyloyalty: a, multiple: true, autoCreate: true, separator: \"|\", values: {} }",
                "{ bc: membership.code, heyloyalty: a, direction: to-heyloyalty }"
            })
    void theSchemaAloneTakesWhatTheRulesTake(String field) throws IOException {
        assertThat(findings(field)).isEmpty();
        assertThat(MappingTexts.fields(field).fields()).hasSize(1);
    }

    @Test
    void theSchemaKnowsEveryBusinessCentralField() {
        List<String> names = new ArrayList<>();
        schema.at("/$defs/field/properties/bc/anyOf/0/enum").forEach(name -> names.add(name.asText()));

        assertThat(names).containsExactlyElementsOf(BusinessCentralField.names());
    }

    @Test
    void everyKeyIsDescribedForEditors() {
        schema.at("/$defs/field/properties").properties().forEach(key -> assertThat(
                        key.getValue().path("description").asText())
                .as(key.getKey())
                .isNotBlank());
    }

    private Iterable<?> findings(String field) throws IOException {
        JsonSchema compiled = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
        return compiled.validate(new YAMLMapper().readTree(MappingTexts.yaml(field)));
    }

    private static JsonNode read(String resource) {
        try {
            return new ObjectMapper().readTree(MappingSchemaTest.class.getResourceAsStream(resource));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
