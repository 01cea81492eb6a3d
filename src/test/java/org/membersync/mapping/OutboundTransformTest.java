package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.membersync.mapping.Lists.field;
import static org.membersync.mapping.MappingTexts.fields;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.failure.PermanentException;
import org.membersync.member.FieldValue;
import org.membersync.member.Gender;
import org.membersync.member.Member;

/** Behaviour O9. */
class OutboundTransformTest {

    private static final String SPORT = "{ bc: attribute.SPORT, heyloyalty: sport, values: { FOOTBALL: \"1\" } }";
    private static final String POST_CODE = "{ bc: postCode, heyloyalty: postalcode }";
    private static final String INTERESTS =
            "{ bc: attribute.INTERESTS, heyloyalty: interests, multiple: true, values: { MUSIC: \"8\", BOOKS: \"7\" } }";

    private final ListDefinition list = Lists.of(
            field("city", "text"),
            field("firstname", "text"),
            field("postalcode", "number"),
            field("mobile", "number"),
            field("born", "date"),
            field("vip", "boolean"),
            new ListField("sex", "choice", Map.of("1", "Male", "2", "Female")),
            new ListField("country", "choice", Map.of("53", "Denmark")),
            new ListField("sport", "choice", Map.of("1", "Football", "9", "None")),
            new ListField("interests", "multi", Map.of("7", "Books", "8", "Music")));

    @Test
    void theShippedExampleTransformsAWholeMember() {
        HeyLoyaltyFields fields =
                MemberMapping.load(Path.of("mappings")).transform(Members.soeren(), Members.GOLD, Lists.example());

        assertThat(fields.values())
                .hasSize(18)
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("firstname", FieldValue.of("Søren")),
                        Map.entry("email", FieldValue.of("soeren@example.dk")),
                        Map.entry("mobile", FieldValue.of("4520123456")),
                        Map.entry("sex", FieldValue.of("1")),
                        Map.entry("birthdate", FieldValue.of("1980-02-29")),
                        Map.entry("postalcode", FieldValue.of("2100")),
                        Map.entry("country", FieldValue.of("53")),
                        Map.entry("shop", FieldValue.of("10101")),
                        Map.entry("membership", FieldValue.of("502")),
                        Map.entry("membership_no", FieldValue.of("MS-1001")),
                        Map.entry("member_since", FieldValue.of("2023-02-28")),
                        Map.entry("valid_until", FieldValue.of("9999-12-31")),
                        Map.entry("membership_item", FieldValue.of("MM-GOLD")),
                        Map.entry("favourite_sport", FieldValue.of("31980")),
                        Map.entry("interests", FieldValue.of(List.of("7", "8")))));
    }

    @Test
    void firstAndMiddleNameAreJoinedByABlank() {
        MemberMapping mapping = fields("{ bc: firstAndMiddleName, heyloyalty: firstname, direction: to-heyloyalty }");

        assertThat(value(mapping, Members.soeren(), "firstname")).contains(FieldValue.of("Søren Aage"));
    }

    @Test
    void aFieldThatGoesToBusinessCentralOnlyIsAbsent() {
        MemberMapping mapping = fields("{ bc: city, heyloyalty: city, direction: to-bc }");

        assertThat(mapping.transform(Members.soeren(), Optional.empty(), list).values())
                .isEmpty();
    }

    @Test
    void nothingClearsTheField() {
        assertThat(value(fields(SPORT), Members.withAttributes(Map.of()), "sport"))
                .contains(FieldValue.empty());
    }

    @Test
    void nothingKeepsTheFieldWhenToldSo() {
        MemberMapping mapping =
                fields(SPORT.replace(" }", ", whenEmpty: keep }").replace("\"1\", whenEmpty: keep }", "\"1\" }"));

        assertThat(value(mapping, Members.withAttributes(Map.of()), "sport")).isEmpty();
    }

    @Test
    void theDefaultStandsInForNothing() {
        MemberMapping mapping =
                fields("{ bc: attribute.SPORT, heyloyalty: sport, default: \"9\", values: { FOOTBALL: \"1\" } }");

        assertThat(value(mapping, Members.withAttributes(Map.of()), "sport")).contains(FieldValue.of("9"));
        assertThat(value(mapping, Members.soeren(), "sport")).contains(FieldValue.of("1"));
    }

    @Test
    void aMemberWithoutMembershipHasNoneOfItsValues() {
        MemberMapping mapping = fields("{ bc: membership.validUntil, heyloyalty: born, direction: to-heyloyalty }");

        assertThat(value(mapping, Members.soeren(), "born")).contains(FieldValue.empty());
    }

    @Test
    void anUnmappedCodeIsNamedWithTheFileToAddItTo() {
        MemberMapping mapping = MappingTexts.mapping(
                MappingTexts.yaml("{ bc: countryCode, heyloyalty: country, valuesFrom: countries.yaml }"),
                Map.of("countries.yaml", "DK: \"53\"\n"));

        assertThatThrownBy(() -> mapping.transform(Members.withCountry("XK"), Optional.empty(), list))
                .isInstanceOf(UnmappedValueException.class)
                .hasMessage("Member 1001: country \"XK\" has no HeyLoyalty option. Add  XK: \"<option id>\""
                        + "  to mappings/countries.yaml");
        assertThatThrownBy(() -> mapping.transform(Members.withCountry("NO"), Optional.empty(), list))
                .hasMessageContaining("Add  \"NO\": \"<option id>\"  to");
    }

    @Test
    void anUnmappedCodeOfTheMappingFileItselfIsToldWithItsLine() {
        assertThatThrownBy(() -> fields(SPORT)
                        .transform(Members.withAttributes(Map.of("SPORT", "CHESS")), Optional.empty(), list))
                .isInstanceOf(UnmappedValueException.class)
                .hasMessage("Member 1001: sport \"CHESS\" has no HeyLoyalty option. Add  CHESS: \"<option id>\""
                        + "  to the values of attribute.SPORT in mappings/member.yaml:2");
    }

    @Test
    void anUnmappedValueThatAPersonTypedIsNotNamed() {
        MemberMapping mapping = fields("{ bc: city, heyloyalty: city, values: { Odense: \"1\" } }");

        assertThatThrownBy(() -> mapping.transform(Members.soeren(), Optional.empty(), list))
                .isInstanceOf(UnmappedValueException.class)
                .hasMessage("Member 1001: city has no HeyLoyalty option for the member's city. Add the value and its"
                        + " option id to the values of city in mappings/member.yaml:2");
    }

    @Test
    void anUnmappedValueLeavesTheFieldWhenToldSo() {
        MemberMapping mapping =
                fields("{ bc: gender, heyloyalty: sex, onUnmapped: skip-field, values: { male: \"1\" } }");

        assertThat(value(mapping, Members.withGender(Gender.OTHER), "sex")).isEmpty();
        assertThat(value(mapping, Members.withGender(Gender.MALE), "sex")).contains(FieldValue.of("1"));
    }

    @Test
    void aGenderThatIsNotSpecifiedIsNothing() {
        MemberMapping mapping = fields("{ bc: gender, heyloyalty: sex, values: { male: \"1\" } }");

        assertThat(value(mapping, Members.withGender(Gender.NOT_SPECIFIED), "sex"))
                .contains(FieldValue.empty());
    }

    @Test
    void severalChoicesAreSentOnceInTheOrderOfTheMapping() {
        assertThat(value(fields(INTERESTS), Members.soeren(), "interests")).contains(FieldValue.of(List.of("8", "7")));
        assertThat(value(fields(INTERESTS), Members.withAttributes(Map.of("INTERESTS", " , ")), "interests"))
                .contains(FieldValue.empty());
    }

    @Test
    void oneUnmappedChoiceOfSeveralIsTold() {
        assertThatThrownBy(() -> fields(INTERESTS)
                        .transform(Members.withAttributes(Map.of("INTERESTS", "MUSIC,ART")), Optional.empty(), list))
                .isInstanceOf(UnmappedValueException.class)
                .hasMessageContaining("\"ART\"");
    }

    @Test
    void aFieldThatTheListLacksIsTold() {
        assertThatThrownBy(() -> fields("{ bc: city, heyloyalty: town, onUnmapped: skip-field }")
                        .transform(Members.soeren(), Optional.empty(), list))
                .isInstanceOfSatisfying(
                        PermanentException.class, e -> assertThat(e.reason()).isEqualTo("missing-list-field"))
                .hasMessage(
                        "HeyLoyalty's list 1717 has no field \"town\". Create it on the list, or correct or remove it"
                                + " in mappings/member.yaml:2");
    }

    @ParameterizedTest
    @CsvSource({"2100,2100", "114 55,11455", "0800,0800", "(20) 12-34.56/7,201234567", "12.5,12.5", "-3,-3"})
    void numbersLoseWhatPeoplePutBetweenDigits(String postCode, String sent) {
        assertThat(value(fields(POST_CODE), Members.withPostCode(postCode), "postalcode"))
                .contains(FieldValue.of(sent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DK-2100", "SW1A 1AA", "+", "½"})
    void whatIsNoNumberIsRefusedWithoutNamingIt(String postCode) {
        assertThatThrownBy(() -> fields(POST_CODE).transform(Members.withPostCode(postCode), Optional.empty(), list))
                .isInstanceOfSatisfying(
                        PermanentException.class, e -> assertThat(e.reason()).isEqualTo("refused-value"))
                .hasMessage(
                        "HeyLoyalty's field postalcode takes numbers only; member 1001's postCode is not a number: mend"
                                + " it in Business Central or set onUnmapped: skip-field in mappings/member.yaml:2");
    }

    @Test
    void aRefusedValueLeavesTheFieldWhenToldSo() {
        MemberMapping mapping = fields("{ bc: postCode, heyloyalty: postalcode, onUnmapped: skip-field }");

        assertThat(value(mapping, Members.withPostCode("SW1A 1AA"), "postalcode"))
                .isEmpty();
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        MemberMapping mapping = fields("{ bc: attribute.NOTE, heyloyalty: city }");

        assertThat(value(mapping, Members.withAttributes(Map.of("NOTE", "æ".repeat(255))), "city"))
                .isPresent();
        assertThatThrownBy(() -> mapping.transform(
                        Members.withAttributes(Map.of("NOTE", "æ".repeat(256))), Optional.empty(), list))
                .hasMessageStartingWith(
                        "HeyLoyalty's field city takes at most 255 characters; member 1001's attribute.NOTE"
                                + " is longer");
    }

    @Test
    void anOptionThatTheListLacksIsToldWithTheFileToMend() {
        assertThatThrownBy(() -> fields("{ bc: countryCode, heyloyalty: country, values: { DK: \"54\" } }")
                        .transform(Members.soeren(), Optional.empty(), list))
                .isInstanceOfSatisfying(
                        PermanentException.class, e -> assertThat(e.reason()).isEqualTo("unknown-option"))
                .hasMessage(
                        "Member 1001: HeyLoyalty's field country has no option \"54\". Create it on the list, or correct"
                                + " it in mappings/member.yaml");
    }

    @Test
    void anUntranslatedValueIsNotNamedWhenTheListLacksIt() {
        assertThatThrownBy(() ->
                        fields("{ bc: city, heyloyalty: country }").transform(Members.soeren(), Optional.empty(), list))
                .hasMessage("Member 1001: HeyLoyalty's field country has no option for the member's city. Add values to"
                        + " mappings/member.yaml:2");
    }

    @Test
    void severalChoicesAreRefusedByAFieldThatTakesOne() {
        MemberMapping mapping = fields(INTERESTS.replace("heyloyalty: interests", "heyloyalty: sport"));

        assertThatThrownBy(() -> mapping.transform(Members.soeren(), Optional.empty(), list))
                .hasMessageStartingWith(
                        "HeyLoyalty's field sport takes one value only; member 1001's attribute.INTERESTS"
                                + " holds several");
    }

    @ParameterizedTest
    @CsvSource({"true,1", "Yes,1", "1,1", "FALSE,0", "no,0", "0,0"})
    void yesAndNoBecomeOneAndZero(String attribute, String sent) {
        MemberMapping mapping = fields("{ bc: attribute.VIP, heyloyalty: vip }");

        assertThat(value(mapping, Members.withAttributes(Map.of("VIP", attribute)), "vip"))
                .contains(FieldValue.of(sent));
    }

    @ParameterizedTest
    @CsvSource({"2024-02-29,2024-02-29", "2024-02-29T10:00:00Z,2024-02-29", "2024-02-29 10:00:00,2024-02-29"})
    void datesLoseTheirTime(String attribute, String sent) {
        MemberMapping mapping = fields("{ bc: attribute.BORN, heyloyalty: born }");

        assertThat(value(mapping, Members.withAttributes(Map.of("BORN", attribute)), "born"))
                .contains(FieldValue.of(sent));
    }

    @ParameterizedTest
    @CsvSource({"born,29-02-2024,takes dates only", "born,2023-02-29,takes dates only", "vip,maybe,takes yes or no only"
    })
    void whatIsNoDateOrYesOrNoIsRefused(String target, String attribute, String message) {
        MemberMapping mapping = fields("{ bc: attribute.A, heyloyalty: " + target + " }");

        assertThatThrownBy(
                        () -> mapping.transform(Members.withAttributes(Map.of("A", attribute)), Optional.empty(), list))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining(attribute);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "firstName",
                "lastName",
                "email",
                "phoneNo",
                "birthday",
                "address",
                "postCode",
                "city",
                "firstAndMiddleName"
            })
    void noMessageHoldsWhatAPersonTyped(String bc) {
        Member member = Members.withPostCode("DK-2100");
        String value = BusinessCentralField.named(bc).orElseThrow().read(member, Optional.empty());
        String start = "{ bc: " + bc + ", direction: to-heyloyalty, heyloyalty: ";
        List<String> refusing = List.of(
                start + "vip }", start + "country }", start + "interests }", start + "city, values: { X: \"1\" } }");

        for (String field : refusing) {
            assertThatThrownBy(() -> fields(field).transform(member, Optional.empty(), list))
                    .as(field)
                    .isInstanceOf(PermanentException.class)
                    .hasMessageNotContaining(value);
        }
    }

    @Test
    void theResultShowsNoValues() {
        assertThat(fields("{ bc: city, heyloyalty: city }").transform(Members.soeren(), Optional.empty(), list))
                .hasToString("fields [city]");
    }

    private Optional<FieldValue> value(MemberMapping mapping, Member member, String field) {
        return Optional.ofNullable(
                mapping.transform(member, Optional.empty(), list).values().get(field));
    }
}
