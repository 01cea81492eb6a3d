package org.membersync.demo;

import java.time.Instant;
import java.time.LocalDate;
import org.membersync.member.Gender;
import org.membersync.member.Newsletter;

/** A row of the table NPR MM Member. */
final class MemberRow extends Row {

    String number = "";
    boolean blocked;
    Instant blockedAt;
    String blockReason = "UNKNOWN";
    String firstName = "";
    String middleName = "";
    String lastName = "";
    String address = "";
    String postCode = "";
    String city = "";
    String country = "";
    String countryCode = "";
    String storeCode = "";
    String email = "";
    String phoneNo = "";
    String preferredLanguage = "";
    String documentId = "";
    Gender gender = Gender.NOT_SPECIFIED;
    LocalDate birthday;
    Newsletter newsletter = Newsletter.NOT_SPECIFIED;

    /** First, middle and last name with single blanks. */
    String displayName() {
        String name = String.join(" ", firstName, middleName, lastName).replaceAll(" +", " ");
        return name.strip();
    }
}
