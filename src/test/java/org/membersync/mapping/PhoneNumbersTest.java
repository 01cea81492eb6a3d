package org.membersync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "20304050,        DK, +4520304050",
        "20 30 40 50,     DK, +4520304050",
        "+45 20304050,    DK, +4520304050",
        "0045-20304050,   DK, +4520304050",
        "4520304050,      DK, +4520304050",
        "+45 20304050,    '', +4520304050",
        "004520304050,    '', +4520304050",
        "4520304050,      SE, +4520304050",
        "070-123 45 67,   SE, +46701234567",
        "46701234567,     DK, +46701234567",
        "+298 311222,     DK, +298311222",
        "(+45) 20304050,  DK, +4520304050",
        "11223344,        DK, +4511223344",
    })
    void writesEverySpellingInTheOneInternationalWay(String text, String region, String e164) {
        assertThat(PhoneNumbers.e164(text, region)).contains(e164);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ingen", "2030", "203040506070809010", "00"})
    void takesNothingElseForANumber(String text) {
        assertThat(PhoneNumbers.e164(text, "DK")).isEmpty();
    }

    @Test
    void takesANumberWithoutCountryCodeForNoneWhileTheCountryIsUnknown() {
        assertThat(PhoneNumbers.e164("20304050", "")).isEmpty();
        assertThat(PhoneNumbers.e164("4520304050", "")).isEmpty();
    }

    @Test
    void comparesNumbersAndNotTexts() {
        assertThat(PhoneNumbers.same("20 30 40 50", "+4520304050", "DK")).isTrue();
        assertThat(PhoneNumbers.same("20 30 40 50", "+4620304050", "DK")).isFalse();
        assertThat(PhoneNumbers.same("", "", "DK")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"20304050", "+45 20 30 40 50", "0045 20304050", "4520304050"})
    void everySpellingEndsAlike(String text) {
        assertThat(PhoneNumbers.endings("+4520304050")).containsExactly(PhoneNumbers.ending(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"311222", "+298 311222", "00298311222", "298311222"})
    void everySpellingOfAShortNumberEndsLikeOneOfTheNumber(String text) {
        assertThat(PhoneNumbers.endings("+298311222")).contains(PhoneNumbers.ending(text));
    }

    @Test
    void aFewDigitsAreNoEnding() {
        assertThat(PhoneNumbers.ending("1234")).isEmpty();
        assertThat(PhoneNumbers.ending("ingen")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"53, DK", "196, SE", "75, DE", "154, NO", "999, ''", "'', ''"})
    void knowsTheCountryOfAListByTheOptionsOfItsCountryField(String countryId, String region) {
        ListDefinition list = new ListDefinition(
                "1717", "Members", countryId, "allow", Lists.example().fields());

        assertThat(list.region()).isEqualTo(region);
    }

    @Test
    void knowsNoCountryOfAListWithoutACountryField() {
        assertThat(new ListDefinition("1717", "Members", "53", "allow", Map.of()).region())
                .isEmpty();
    }
}
