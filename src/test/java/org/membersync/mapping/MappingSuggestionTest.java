package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.membersync.mapping.MappingSuggestion.BusinessCentralValues;

class MappingSuggestionTest {

    private static final Map<String, String> COUNTRIES =
            Map.of("53", "Denmark", "196", "Sweden", "75", "Tyskland", "154", "Norway");

    private final MappingSuggestion suggestion = new MappingSuggestion(
            Lists.example(),
            COUNTRIES,
            new BusinessCentralValues(
                    Map.of("DK", "Danmark", "SE", "", "DE", "Germany", "NO", "Norge", "FI", "Suomi", "X: #", "Odd"),
                    Map.of("S1", "Århus", "KØBENHAVN", "Vestergade 1", "ODENSE", "Odense"),
                    Map.of("SPORT", "Favourite sport", "INTERESTS", "Interests", "SHOESIZE", "Shoe size"),
                    Map.of("GOLD", "Gold members", "SILVER", "Sølv")));

    @Test
    void filesAreNamedBesideTheExistingOnes() {
        assertThat(suggestion.fileNames())
                .containsExactlyInAnyOrder(
                        "member.suggested.yaml", "countries.suggested.yaml", "stores.suggested.yaml");
    }

    @Test
    void theProposalLoadsAndFitsTheList() {
        MemberMapping mapping = load(suggestion);

        assertThat(MappingCheck.against(mapping, Lists.example())).isEmpty();
        assertThat(mapping.fields()).hasSize(18);
        assertThat(mapping.ofBusinessCentralField("attribute.SPORT")
                        .orElseThrow()
                        .heyloyalty())
                .isEqualTo("favourite_sport");
        assertThat(mapping.ofBusinessCentralField("attribute.INTERESTS")
                        .orElseThrow()
                        .values())
                .containsEntry("Books", "8");
        assertThat(mapping.ofBusinessCentralField("membership.code")
                        .orElseThrow()
                        .values())
                .containsExactly(Map.entry("GOLD", "502"), Map.entry("SILVER", "501"));
        assertThat(mapping.ofBusinessCentralField("gender").orElseThrow().values())
                .containsExactlyInAnyOrderEntriesOf(Map.of("male", "1", "female", "2"));
    }

    @Test
    void countriesAreMatchedByCodeAndByEnglishAndDanishName() {
        assertThat(load(suggestion)
                        .ofBusinessCentralField("countryCode")
                        .orElseThrow()
                        .values())
                .containsExactly(
                        Map.entry("DE", "75"), Map.entry("DK", "53"), Map.entry("NO", "154"), Map.entry("SE", "196"));
    }

    @Test
    void storesAreMatchedByNameAndCode() {
        assertThat(load(suggestion)
                        .ofBusinessCentralField("storeCode")
                        .orElseThrow()
                        .values())
                .containsExactly(Map.entry("KØBENHAVN", "10102"), Map.entry("S1", "10101"));
    }

    @Test
    void whatHasNoMatchStandsInComments() {
        assertThat(suggestion.files().get("countries.suggested.yaml"))
                .contains("# FI: \"<option id>\"  # no match: Suomi")
                .contains("# \"X: #\": \"<option id>\"  # no match: Odd");
        assertThat(suggestion.files().get("stores.suggested.yaml"))
                .contains("# ODENSE: \"<option id>\"  # no match: Odense");
        assertThat(suggestion.files().get("member.suggested.yaml"))
                .contains("# - { bc: attribute.SHOESIZE, heyloyalty: <field> }  # no field of the list resembles it")
                .contains("# unused option \"503\": Lifetime club");
    }

    @Test
    void withoutAnyMatchTheProposalLoadsToo() {
        BusinessCentralValues nothing = new BusinessCentralValues(Map.of(), Map.of(), Map.of(), Map.of());

        MemberMapping mapping = load(new MappingSuggestion(Lists.example(), Map.of(), nothing));

        assertThat(mapping.ofBusinessCentralField("countryCode").orElseThrow().values())
                .isEmpty();
    }

    @Test
    void labelsThatLookLikeYamlAreOnlyTexts() {
        ListDefinition list = Lists.of(
                Lists.field("email", "text"),
                new ListField("odd: name", "choice", Map.of("1", "No", "2", "a: \"b\" # c\n", "3", "{x}", "4", "no")));
        BusinessCentralValues values =
                new BusinessCentralValues(Map.of(), Map.of(), Map.of("ODDNAME", "Odd"), Map.of());

        MemberMapping mapping = load(new MappingSuggestion(list, Map.of(), values));

        assertThat(mapping.ofHeyLoyaltyField("odd: name").orElseThrow().values())
                .containsExactlyInAnyOrderEntriesOf(Map.of("a: \"b\" # c", "2", "{x}", "3"));
    }

    private static MemberMapping load(MappingSuggestion suggestion) {
        return MemberMapping.parse("member.yaml", suggestion.files().get("member.suggested.yaml"), name -> suggestion
                .files()
                .get(name.replace(".yaml", ".suggested.yaml")));
    }
}
