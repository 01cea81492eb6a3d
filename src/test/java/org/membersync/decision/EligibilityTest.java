package org.membersync.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.decision.Eligibility.Contact;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.member.GdprApproval;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.support.MemberBuilder;

class EligibilityTest {

    private static final String EMAIL = MemberBuilder.EMAIL;
    private static final String PHONE = MemberBuilder.PHONE;

    @ParameterizedTest
    @CsvSource({
        "EMAIL,  true,  true,  false",
        "EMAIL,  true,  false, false",
        "EMAIL,  false, true,  true",
        "EMAIL,  false, false, true",
        "PHONE,  true,  true,  false",
        "PHONE,  true,  false, true",
        "PHONE,  false, true,  false",
        "PHONE,  false, false, true",
        "EITHER, true,  true,  false",
        "EITHER, true,  false, false",
        "EITHER, false, true,  false",
        "EITHER, false, false, true",
        "BOTH,   true,  true,  false",
        "BOTH,   true,  false, true",
        "BOTH,   false, true,  true",
        "BOTH,   false, false, true",
    })
    void requiresTheContactInfoOfTheSetting(
            RequiredContactInfo required, boolean email, boolean phone, boolean refused) {
        Member member = MemberBuilder.eligible()
                .email(email ? EMAIL : "")
                .phone(phone ? PHONE : "")
                .build();

        assertThat(rules(required).lacksContactInfo(Cases.read(member, null))).isEqualTo(refused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "søren",
                "søren@",
                "@example.dk",
                "søren@example",
                "søren@.dk",
                "søren@example.",
                "søren@exam..dk",
                "søren@@example.dk",
                "søren østergård@example.dk",
                "a@example.dk,b@example.dk",
                "a@example.dk;b@example.dk",
                "Søren <soeren@example.dk>",
                "soeren@exa mple.dk"
            })
    void takesABlankOrMalformedEmailAsMissing(String email) {
        Member member = MemberBuilder.eligible().email(email).build();

        assertThat(rules(RequiredContactInfo.EMAIL).lacksContactInfo(Cases.read(member, null)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soeren@example.dk",
                "SOEREN@EXAMPLE.DK",
                "sø.ren+klub@mail.example.dk",
                "å@æø.dk",
                "o'ster@example.dk"
            })
    void takesAnEmailThatIsOne(String email) {
        Member member = MemberBuilder.eligible().email(email).build();

        assertThat(rules(RequiredContactInfo.EMAIL).lacksContactInfo(Cases.read(member, null)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "hemmeligt", "--", "+45"})
    void takesAPhoneOnlyWithDigits(String phone) {
        Member member = MemberBuilder.eligible().phone(phone).build();

        assertThat(rules(RequiredContactInfo.PHONE).lacksContactInfo(Cases.read(member, null)))
                .isEqualTo(!phone.contains("45"));
    }

    @ParameterizedTest
    @CsvSource({
        "true,  false, false, false",
        "true,  true,  false, true",
        "true,  false, true,  true",
        "true,  true,  true,  true",
        "false, true,  false, false",
        "false, false, true,  false",
        "false, true,  true,  false",
    })
    void refusesTheBlockedOnlyIfThatMatters(
            boolean unsubscribeIfBlocked, boolean memberBlocked, boolean membershipBlocked, boolean refused) {
        Member member = MemberBuilder.eligible()
                .blocked(memberBlocked)
                .memberships(MemberBuilder.membership("m-1", membershipBlocked, GdprApproval.ACCEPTED))
                .build();
        Eligibility eligibility =
                new Eligibility(new EligibilityRules(RequiredContactInfo.EMAIL, true, true, unsubscribeIfBlocked));

        assertThat(eligibility.isBlocked(Cases.read(member, null))).isEqualTo(refused);
    }

    @Test
    void refusesABlockedMemberWithoutAMembership() {
        Member member = MemberBuilder.eligible().blocked(true).memberships().build();
        Eligibility eligibility = new Eligibility(new EligibilityRules(RequiredContactInfo.EMAIL, false, true, true));

        assertThat(eligibility.isBlocked(Cases.read(member, null))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // required, unsubscribed before, newsletter, refused
        "true,  false, YES,           false",
        "true,  false, NO,            true",
        "true,  false, NOT_SPECIFIED, true",
        "true,  true,  YES,           false",
        "true,  true,  NO,            true",
        "false, false, YES,           false",
        "false, false, NO,            false",
        "false, false, NOT_SPECIFIED, false",
        "false, true,  YES,           false",
        "false, true,  NO,            true",
        "false, true,  NOT_SPECIFIED, true",
    })
    void requiresTheNewsletterBySettingOrAfterAnUnsubscription(
            boolean required, boolean unsubscribedBefore, Newsletter newsletter, boolean refused) {
        Member member = MemberBuilder.eligible().newsletter(newsletter).build();
        MemberLink link = unsubscribedBefore
                ? Cases.ended(Instant.parse("2024-01-01T00:00:00Z"), UnsubscribedBy.HEYLOYALTY)
                : Cases.active();
        Eligibility eligibility =
                new Eligibility(new EligibilityRules(RequiredContactInfo.EMAIL, true, required, false));

        assertThat(eligibility.lacksNewsletter(Cases.read(member, link))).isEqualTo(refused);
    }

    @ParameterizedTest
    @EnumSource(GdprApproval.class)
    void requiresTheApprovalToBeAccepted(GdprApproval approval) {
        Member member = MemberBuilder.eligible()
                .memberships(MemberBuilder.membership(approval))
                .build();
        MemberCase read = Cases.read(member, null);

        assertThat(rules(RequiredContactInfo.EMAIL).lacksGdprApproval(read))
                .isEqualTo(approval != GdprApproval.ACCEPTED);
        assertThat(lenient().lacksGdprApproval(read)).isFalse();
    }

    @Test
    void takesAMissingMembershipAsNoApproval() {
        Member member = MemberBuilder.eligible().memberships().build();
        MemberCase read = Cases.read(member, null);

        assertThat(rules(RequiredContactInfo.EMAIL).lacksGdprApproval(read)).isTrue();
        assertThat(lenient().lacksGdprApproval(read)).isFalse();
    }

    @Test
    void letsTheErasedPassEveryFilter() {
        Eligibility strict = new Eligibility(new EligibilityRules(RequiredContactInfo.BOTH, true, true, true));
        for (MemberCase erased : new MemberCase[] {Cases.read(null, Cases.active()), Cases.anonymised(null)}) {
            assertThat(strict.lacksContactInfo(erased)).isFalse();
            assertThat(strict.isBlocked(erased)).isFalse();
            assertThat(strict.lacksNewsletter(erased)).isFalse();
            assertThat(strict.lacksGdprApproval(erased)).isFalse();
            assertThat(erased.isEligible()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EMAIL,  a@example.dk, 20123456, email",
        "PHONE,  a@example.dk, 20123456, phoneNo",
        "EITHER, a@example.dk, 20123456, email",
        "EITHER, '',           20123456, phoneNo",
        "EITHER, ikke-en-mail, 20123456, phoneNo",
        "EITHER, a@example.dk, '',       email",
        "BOTH,   a@example.dk, 20123456, email",
    })
    void looksUpByTheEmailElseByThePhone(RequiredContactInfo required, String email, String phone, String field) {
        Member member = MemberBuilder.eligible().email(email).phone(phone).build();

        Contact contact = rules(required).contact(member);

        assertThat(contact.field()).isEqualTo(field);
        assertThat(contact.value()).isEqualTo(field.equals("email") ? email : phone);
        assertThat(contact.toString()).doesNotContain(contact.value());
    }

    @Test
    void refusalsOfASitesOwnFiltersCount() {
        MemberCase read = Cases.eligible(null);

        assertThat(read.isEligible()).isTrue();
        assertThat(read.refuse("E6", "not a Gold member").isEligible()).isFalse();
        assertThat(read.membershipCode()).isEqualTo("GOLD");
    }

    private static Eligibility rules(RequiredContactInfo required) {
        return new Eligibility(new EligibilityRules(required, true, true, false));
    }

    private static Eligibility lenient() {
        return new Eligibility(new EligibilityRules(RequiredContactInfo.EMAIL, false, false, false));
    }
}
