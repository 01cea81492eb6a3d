package org.membersync.support;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.membersync.member.GdprApproval;
import org.membersync.member.Gender;
import org.membersync.member.Member;
import org.membersync.member.Membership;
import org.membersync.member.Newsletter;

/** Made-up members: an eligible one unless a test says otherwise. */
public final class MemberBuilder {

    public static final String ID = "a1d0a1f4-0000-4000-8000-000000000001";
    public static final String NUMBER = "M-10017";
    public static final String EMAIL = "soeren.aeroe@example.dk";
    public static final String PHONE = "+45 20 12 34 56";

    private String id = ID;
    private String number = NUMBER;
    private boolean blocked;
    private String email = EMAIL;
    private String phone = PHONE;
    private Newsletter newsletter = Newsletter.YES;
    private List<Membership> memberships = List.of(membership(GdprApproval.ACCEPTED));
    private Instant createdAt = Instant.parse("2020-02-29T10:00:00Z");

    private MemberBuilder() {}

    public static MemberBuilder eligible() {
        return new MemberBuilder();
    }

    public static Membership membership(GdprApproval approval) {
        return membership("b2d0a1f4-0000-4000-8000-000000000001", false, approval);
    }

    public static Membership membership(String id, boolean blocked, GdprApproval approval) {
        return new Membership(
                id,
                "MS-2041",
                "GOLD",
                LocalDate.of(2020, 2, 29),
                blocked,
                LocalDate.of(2020, 2, 29),
                LocalDate.of(9999, 12, 31),
                "MM-GOLD",
                approval);
    }

    public MemberBuilder id(String value) {
        id = value;
        return this;
    }

    public MemberBuilder number(String value) {
        number = value;
        return this;
    }

    public MemberBuilder blocked(boolean value) {
        blocked = value;
        return this;
    }

    public MemberBuilder email(String value) {
        email = value;
        return this;
    }

    public MemberBuilder phone(String value) {
        phone = value;
        return this;
    }

    public MemberBuilder newsletter(Newsletter value) {
        newsletter = value;
        return this;
    }

    public MemberBuilder memberships(Membership... values) {
        memberships = List.of(values);
        return this;
    }

    public MemberBuilder createdAt(Instant value) {
        createdAt = value;
        return this;
    }

    public Member build() {
        return new Member(
                id,
                number,
                blocked,
                "Søren",
                "Aage",
                "Østergård",
                "Ærøvej 7",
                "2100",
                "København Ø",
                "DK",
                "AARHUS",
                email,
                phone,
                Gender.MALE,
                LocalDate.of(1980, 2, 29),
                newsletter,
                memberships,
                Map.of(),
                createdAt);
    }
}
