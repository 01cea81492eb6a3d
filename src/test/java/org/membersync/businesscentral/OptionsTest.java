package org.membersync.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.membersync.member.GdprApproval;
import org.membersync.member.Gender;
import org.membersync.member.Newsletter;

class OptionsTest {

    @ParameterizedTest
    @CsvSource({
        "YES, YES",
        "Yes, YES",
        "yes, YES",
        "NO, NO",
        "No, NO",
        "NOT_SPECIFIED, NOT_SPECIFIED",
        "_x0020_, NOT_SPECIFIED",
        "' ', NOT_SPECIFIED",
        "'', NOT_SPECIFIED",
        "unknown, NOT_SPECIFIED"
    })
    void readsNewsletterInEverySpelling(String spelling, Newsletter newsletter) {
        assertThat(Options.newsletter(spelling)).isEqualTo(newsletter);
    }

    @ParameterizedTest
    @CsvSource({
        "MALE, MALE",
        "Male, MALE",
        "female, FEMALE",
        "OTHER, OTHER",
        "notSpecified, NOT_SPECIFIED",
        "_x0020_, NOT_SPECIFIED",
        "unknownGender, NOT_SPECIFIED"
    })
    void readsGenderInEverySpelling(String spelling, Gender gender) {
        assertThat(Options.gender(spelling)).isEqualTo(gender);
    }

    @ParameterizedTest
    @CsvSource({
        "accepted, ACCEPTED",
        "ACCEPTED, ACCEPTED",
        "pending, PENDING",
        "rejected, REJECTED",
        "delegated, DELEGATED",
        "Delegated_x0020_to_x0020_Guardian, DELEGATED",
        "Delegated to Guardian, DELEGATED",
        "notApplicable, NOT_APPLICABLE",
        "NA, NOT_APPLICABLE",
        "_x0020_, NOT_APPLICABLE",
        "'', NOT_APPLICABLE"
    })
    void readsConsentInEverySpelling(String spelling, GdprApproval approval) {
        assertThat(Options.gdprApproval(spelling)).contains(approval);
    }

    @Test
    void guessesNoConsent() {
        assertThat(Options.gdprApproval("perhaps")).isEmpty();
    }
}
