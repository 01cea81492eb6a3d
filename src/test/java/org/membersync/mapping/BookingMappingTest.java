package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.membersync.failure.PermanentException;
import org.membersync.member.BuyerContact;
import org.membersync.member.FieldValue;

class BookingMappingTest {

    private static final MemberMapping MEMBERS = MemberMapping.packaged();
    private static final String NEEDED =
            "columns:\n  - { source: holderEmail, column: email }\n  - { source: bookingId, column: booking_id }\n";
    private static final String BUYERS = "buyers:\n  - { source: holderEmail, heyloyalty: email }\n";

    @Test
    void thePackagedFileHasTheColumnsOfTheContractInTheirOrder() {
        BookingMapping mapping = BookingMapping.packaged(MEMBERS);

        assertThat(mapping.columns())
                .extracting(BookingMapping.Column::name)
                .containsExactly(
                        "email", "booking_id", "product_id", "category_id", "category_name", "booking_date", "price");
        assertThat(mapping.delimiter()).isEqualTo(',');
        assertThat(mapping.emailField()).isEqualTo("email");
        assertThat(mapping.notificationList()).isEmpty();
    }

    static List<Arguments> mistakes() {
        return List.of(
                Arguments.of("", ":1: the file is empty"),
                Arguments.of(
                        "delimiter: \",\"\n",
                        ":1: columns: is missing. Add it, as in { source: price, column: price }"),
                Arguments.of("columns: []\n", ":1: columns: lists no field"),
                Arguments.of(NEEDED + "  - { source: prise, column: price }\n", ":4: source: \"prise\" is not one of"),
                Arguments.of(NEEDED + "  - { source: price, column: email }\n", ":4: column: \"email\" is there twice"),
                Arguments.of(
                        NEEDED + "  - { source: price, colum: a }\n",
                        ":4: colum: unknown key. Did you mean \"column\"?"),
                Arguments.of(
                        "columns:\n  - { source: holderEmail, column: mail }\n  - { source: bookingId, column: booking_id }\n",
                        ":1: columns: lacks the column email. Add  - { source: holderEmail, column: email }"),
                Arguments.of(NEEDED + "delimiter: \"\\t\"\n", ":4: delimiter:"),
                Arguments.of(
                        NEEDED + "buyers:\n  - { source: price, heyloyalty: email }\n",
                        ":5: source: \"price\" is not one of"),
                Arguments.of(
                        NEEDED + "buyers:\n  - { source: phone, heyloyalty: mobile }\n",
                        ":4: buyers: lacks the e-mail address"),
                Arguments.of(
                        NEEDED + BUYERS + "  - { source: phone, heyloyalty: email }\n",
                        ":6: heyloyalty: \"email\" is mapped twice"),
                Arguments.of(
                        NEEDED + "notificationList: { heyloyalty: news, option: \"7\" }\n",
                        ":4: notificationList: is for buyers"),
                Arguments.of(
                        NEEDED + BUYERS + "notificationList: { heyloyalty: news, option: 7 }\n",
                        ":6: option: 7 is not a text to YAML. Put it in quotes: \"7\""),
                Arguments.of(
                        NEEDED + BUYERS + "notificationList: { heyloyalty: city, option: \"7\" }\n",
                        ":6: heyloyalty: the field city belongs to the members' mapping"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsToldWithFileLineAndMending(String yaml, String expected) {
        MappingFileException broken = catchThrowableOfType(
                MappingFileException.class, () -> BookingMapping.parse("mappings/heybooking.yaml", yaml, MEMBERS));

        assertThat(broken.problems()).anySatisfy(problem -> assertThat(problem.toString())
                .startsWith("mappings/heybooking.yaml" + expected));
    }

    @Test
    void anEntryHoldsContactDataAndTheOptionAndLeavesOutWhatTheListWouldRefuse() {
        BookingMapping mapping = parse(NEEDED + BUYERS
                + "  - { source: holderFirstName, heyloyalty: firstname }\n  - { source: holderLastName, heyloyalty: lastname }\n"
                + "  - { source: phone, heyloyalty: mobile }\nnotificationList: { heyloyalty: news, option: \"7\" }\n");

        assertThat(mapping.entry(new BuyerContact("aase@example.dk", "Åse Holm", "+45 12 34 56 78"), list()))
                .isEqualTo(Map.of(
                        "email", FieldValue.of("aase@example.dk"),
                        "firstname", FieldValue.of("Åse"),
                        "lastname", FieldValue.of("Holm"),
                        "mobile", FieldValue.of("4512345678"),
                        "news", FieldValue.of("7")));
        assertThat(mapping.entry(new BuyerContact("aase@example.dk", "Åse", "ask the office"), list()))
                .containsOnlyKeys("email", "firstname", "news");
        assertThat(mapping.against(list())).isEmpty();
    }

    @Test
    void whatTheLiveListLacksIsToldWithItsLine() {
        BookingMapping mapping = parse(
                NEEDED + BUYERS
                        + "  - { source: phone, heyloyalty: mobil }\nnotificationList: { heyloyalty: news, option: \"Tickets\" }\n");

        assertThat(mapping.against(list()))
                .extracting(MappingProblem::toString)
                .containsExactly(
                        "mappings/heybooking.yaml:6: mobil: HeyLoyalty's list 1 has no such field. Did you mean \"mobile\"?"
                                + " Create it on the list, or correct or remove it here",
                        "mappings/heybooking.yaml:7: option: HeyLoyalty's field news has no option \"Tickets\". Write its id"
                                + " instead of its label: \"7\"");
        assertThat(catchThrowableOfType(
                                PermanentException.class,
                                () -> mapping.entry(new BuyerContact("a@example.dk", "", ""), list()))
                        .reason())
                .isEqualTo("missing-list-field");
    }

    @Test
    void theSchemaKnowsEverySource() throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(BookingMappingTest.class.getResourceAsStream("/schema/heybooking-mapping.schema.json"));

        assertThat(names(schema.at("/$defs/column/properties/source/enum")))
                .containsExactlyElementsOf(Arrays.stream(BookingSource.values())
                        .map(BookingSource::property)
                        .toList());
        assertThat(names(schema.at("/$defs/buyer/properties/source/enum")))
                .containsExactlyElementsOf(Arrays.stream(BuyerSource.values())
                        .map(BuyerSource::property)
                        .toList());
    }

    private static List<String> names(JsonNode words) {
        List<String> names = new ArrayList<>();
        words.forEach(word -> names.add(word.asText()));
        return names;
    }

    private static BookingMapping parse(String yaml) {
        return BookingMapping.parse("mappings/heybooking.yaml", yaml, MEMBERS);
    }

    private static ListDefinition list() {
        return new ListDefinition(
                "1",
                "Customers",
                "disallow",
                Map.of(
                        "email", new ListField("email", "text", Map.of()),
                        "firstname", new ListField("firstname", "text", Map.of()),
                        "lastname", new ListField("lastname", "text", Map.of()),
                        "mobile", new ListField("mobile", "number", Map.of()),
                        "news", new ListField("news", "multi", Map.of("7", "Tickets"))));
    }
}
