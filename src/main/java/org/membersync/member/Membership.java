package org.membersync.member;

import java.time.LocalDate;

/**
 * One membership of a member, together with the member's role in it.
 *
 * @param id Business Central's system id
 * @param number the external membership number, empty when there is none
 * @param code the membership code, such as {@code GOLD}
 * @param issueDate the day of issue, null when unknown
 * @param blocked whether the membership is blocked
 * @param validFrom first day of the period that covers today, null when none does or when it is perpetual
 * @param validUntil last day of the period that covers today, null when none does; {@code 9999-12-31} when perpetual
 * @param itemNumber item of the membership entry that counts today, empty when unknown
 * @param gdprApproval the consent of this membership's role
 */
public record Membership(
        String id,
        String number,
        String code,
        LocalDate issueDate,
        boolean blocked,
        LocalDate validFrom,
        LocalDate validUntil,
        String itemNumber,
        GdprApproval gdprApproval) {

    /** Whether a period of the membership covers the given day. */
    public boolean covers(LocalDate day) {
        return validUntil != null && !day.isAfter(validUntil) && (validFrom == null || !day.isBefore(validFrom));
    }
}
