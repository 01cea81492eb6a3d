package org.membersync.member;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A member of Business Central in our own form. Texts are trimmed and never null: empty means that Business Central holds
 * nothing.
 *
 * @param id Business Central's system id, a lower-case GUID
 * @param number the external member number: the only name of a person that may appear in logs and messages
 * @param birthday null when unknown
 * @param memberships in the order Business Central tells them
 * @param attributes attribute code to value; a code without a value is absent
 * @param createdAt when the member was created in Business Central, null when unknown
 */
public record Member(
        String id,
        String number,
        boolean blocked,
        String firstName,
        String middleName,
        String lastName,
        String address,
        String postCode,
        String city,
        String countryCode,
        String storeCode,
        String email,
        String phoneNo,
        Gender gender,
        LocalDate birthday,
        Newsletter newsletter,
        List<Membership> memberships,
        Map<String, String> attributes,
        Instant createdAt) {

    public Member {
        memberships = List.copyOf(memberships);
        attributes = Map.copyOf(attributes);
    }

    /** The member number alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "member " + number;
    }
}
