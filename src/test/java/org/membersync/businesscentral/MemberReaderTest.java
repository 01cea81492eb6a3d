package org.membersync.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.failure.PermanentException;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.member.GdprApproval;
import org.membersync.member.Gender;
import org.membersync.member.Member;
import org.membersync.member.Membership;
import org.membersync.member.Newsletter;

class MemberReaderTest {

    private static final String ANSWER = """
            {"member":{"memberId":"AB-1","memberNumber":"M0007","blocked":false,"firstName":" Åse ","middleName":"",
             "lastName":"Sørensen","address":"Ærøvej 1","postCode":"8000","city":"Aarhus","country":"Danmark",
             "gender":"female","newsletter":"yes","email":"aase@example.dk","phoneNo":"+4511223344",
             "birthday":"1980-02-29","storeCode":"AARHUS","preferredLanguage":"DAN","hasNotes":false,"brandNew":[1],
             "attributes":[{"id":"x","code":"sport","value":"FOOTBALL"},{"code":"EMPTY","value":""}],
             "memberships":[
               {"role":"member","contactNumber":"","gdprConsent":"accepted","membership":{"membershipId":"S-1",
                "membershipNumber":"MS1","membershipCode":"GOLD","issueDate":"2024-01-31","blocked":false,
                "validFromDate":"2026-01-01","validUntilDate":"2026-12-31","cards":[]}},
               {"role":"admin","gdprConsent":"pending","membership":{"membershipId":"s-2","membershipNumber":"MS2",
                "membershipCode":"OLD","issueDate":"","blocked":true,"validFromDate":null,"validUntilDate":null}}]}}
            """;

    private static final Instant CREATED = Instant.parse("2020-01-02T03:04:05Z");

    private final MemberReader reader = new MemberReader();
    private final MemberFacts facts = new MemberFacts("DK", CREATED, Map.of("S-1", "MM-GOLD"));

    @Test
    void readsMemberWithWhatTheFeedsKnow() {
        Member member = reader.read(json(ANSWER), facts);

        assertThat(member.id()).isEqualTo("ab-1");
        assertThat(member.number()).isEqualTo("M0007");
        assertThat(member.firstName()).isEqualTo("Åse");
        assertThat(member.lastName()).isEqualTo("Sørensen");
        assertThat(member.countryCode()).isEqualTo("DK");
        assertThat(member.storeCode()).isEqualTo("AARHUS");
        assertThat(member.gender()).isEqualTo(Gender.FEMALE);
        assertThat(member.newsletter()).isEqualTo(Newsletter.YES);
        assertThat(member.birthday()).isEqualTo(LocalDate.of(1980, 2, 29));
        assertThat(member.createdAt()).isEqualTo(CREATED);
        assertThat(member.attributes()).containsExactly(Map.entry("SPORT", "FOOTBALL"));
    }

    @Test
    void readsMembershipsInOrderWithConsentAndItem() {
        assertThat(reader.read(json(ANSWER), facts).memberships())
                .containsExactly(
                        new Membership(
                                "s-1",
                                "MS1",
                                "GOLD",
                                LocalDate.of(2024, 1, 31),
                                false,
                                LocalDate.of(2026, 1, 1),
                                LocalDate.of(2026, 12, 31),
                                "MM-GOLD",
                                GdprApproval.ACCEPTED),
                        new Membership("s-2", "MS2", "OLD", null, true, null, null, "", GdprApproval.PENDING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "\"0001-01-01\""})
    void takesEveryEmptyBirthdayAsNone(String empty) {
        assertThat(reader.read(json(ANSWER.replace("\"1980-02-29\"", empty)), facts)
                        .birthday())
                .isNull();
    }

    @Test
    void readsMemberWithoutRolesAndAttributes() {
        Member member = reader.read(
                json("{\"member\":{\"memberId\":\"a\",\"memberNumber\":\"M1\",\"email\":null}}"),
                new MemberFacts("", null, Map.of()));

        assertThat(member.memberships()).isEmpty();
        assertThat(member.attributes()).isEmpty();
        assertThat(member.email()).isEmpty();
        assertThat(member.createdAt()).isNull();
    }

    @Test
    void quotesNoUnreadableDate() {
        assertThatThrownBy(() -> reader.read(json(ANSWER.replace("1980-02-29", "MARKER")), facts))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("M0007")
                .hasMessageContaining("birthday")
                .hasMessageNotContaining("MARKER")
                .hasNoCause();
    }

    @Test
    void guessesNoConsent() {
        assertThatThrownBy(() -> reader.read(json(ANSWER.replace("accepted", "perhaps")), facts))
                .isInstanceOf(PermanentException.class)
                .hasMessageContaining("M0007")
                .hasMessageContaining("look at the GDPR approval");
    }

    @Test
    void refusesAnswerWithoutMember() {
        assertThatThrownBy(() -> reader.read(json("{\"members\":[]}"), facts))
                .isInstanceOfSatisfying(TransientException.class, failure -> assertThat(failure.reason())
                        .isEqualTo("malformed-answer"));
    }

    @Test
    void recognisesAnonymisedMember() {
        assertThat(Anonymised.is(reader.read(json(anonymised()), facts))).isTrue();
    }

    @Test
    void takesNoLessThanTheWholePatternForAnonymised() {
        assertThat(Anonymised.is(reader.read(json(ANSWER), facts))).isFalse();
        assertThat(isAnonymised(anonymised().replaceFirst("\"blocked\":true", "\"blocked\":false")))
                .isFalse();
        assertThat(isAnonymised(anonymised().replace("\"------\"", "\"Åse\""))).isFalse();
        assertThat(isAnonymised(anonymised().replace("\"--------\"", "\"\""))).isFalse();
        assertThat(isAnonymised(anonymised().replace("m0007@anon.", "m0008@anon.")))
                .isFalse();
        assertThat(isAnonymised(anonymised().replace("m0007@anon.", "m0007@"))).isFalse();
    }

    private boolean isAnonymised(String answer) {
        return Anonymised.is(reader.read(json(answer), facts));
    }

    private static String anonymised() {
        return ANSWER.replaceFirst("\"blocked\":false", "\"blocked\":true")
                .replace("\" Åse \"", "\"------\"")
                .replace("\"Sørensen\"", "\"--------\"")
                .replace("aase@example.dk", "m0007@anon.example.navipartner.com");
    }

    private static JsonNode json(String text) {
        return Json.read(text).orElseThrow();
    }
}
