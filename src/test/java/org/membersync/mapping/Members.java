package org.membersync.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.member.GdprApproval;
import org.membersync.member.Gender;
import org.membersync.member.Member;
import org.membersync.member.Membership;
import org.membersync.member.Newsletter;

/** Made-up members for tests. */
final class Members {

    static final Optional<Membership> GOLD = Optional.of(new Membership(
            "b2d0a1f4-0000-4000-8000-000000000001",
            "MS-1001",
            "GOLD",
            LocalDate.of(2023, 2, 28),
            false,
            null,
            LocalDate.of(9999, 12, 31),
            "MM-GOLD",
            GdprApproval.ACCEPTED));

    private Members() {}

    static Member soeren() {
        return with(
                "2100", "DK", "AARHUS", Gender.MALE, Map.of("SPORT", "FOOTBALL", "INTERESTS", "books, Music,BOOKS"));
    }

    static Member withPostCode(String postCode) {
        return with(postCode, "DK", "", Gender.MALE, Map.of());
    }

    static Member withCountry(String code) {
        return with("2100", code, "", Gender.MALE, Map.of());
    }

    static Member withGender(Gender gender) {
        return with("2100", "DK", "", gender, Map.of());
    }

    static Member withAttributes(Map<String, String> attributes) {
        return with("2100", "DK", "", Gender.MALE, attributes);
    }

    static Member with(String postCode, String country, String store, Gender gender, Map<String, String> attributes) {
        return new Member(
                "a1d0a1f4-0000-4000-8000-000000000001",
                "1001",
                false,
                "Søren",
                "Aage",
                "Østergård",
                "Ærøvej 7",
                postCode,
                "København Ø",
                country,
                store,
                "soeren@example.dk",
                "+45 20 12 34 56",
                gender,
                LocalDate.of(1980, 2, 29),
                Newsletter.YES,
                List.of(),
                attributes,
                Instant.parse("2023-02-28T10:00:00Z"));
    }
}
