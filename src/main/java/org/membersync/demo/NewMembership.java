package org.membersync.demo;

import java.time.LocalDate;
import java.util.List;
import org.membersync.member.GdprApproval;

/**
 * A membership to be made together with a member.
 *
 * @param code a membership setup: SILVER, GOLD or LIFETIME
 * @param itemNumber of the first period
 * @param issueDate null for the day of making
 * @param validFrom first day of the first period, null for no period at all
 * @param validUntil last day of the first period
 * @param blocked whether it is made blocked
 * @param consents the role's consent log, oldest first; empty for not applicable
 */
public record NewMembership(
        String code,
        String itemNumber,
        LocalDate issueDate,
        LocalDate validFrom,
        LocalDate validUntil,
        boolean blocked,
        List<GdprApproval> consents) {

    public NewMembership {
        consents = List.copyOf(consents);
    }

    /** A membership that is valid for a year from two months ago, with an accepted consent. */
    public static NewMembership current(String code, LocalDate today) {
        LocalDate from = today.minusMonths(2);
        return new NewMembership(
                code, "MM-" + code, from, from, from.plusYears(1).minusDays(1), false, List.of(GdprApproval.ACCEPTED));
    }

    public NewMembership period(LocalDate from, LocalDate until) {
        return new NewMembership(code, itemNumber, issueDate, from, until, blocked, consents);
    }

    public NewMembership issued(LocalDate day) {
        return new NewMembership(code, itemNumber, day, validFrom, validUntil, blocked, consents);
    }

    public NewMembership withConsents(GdprApproval... log) {
        return new NewMembership(code, itemNumber, issueDate, validFrom, validUntil, blocked, List.of(log));
    }

    public NewMembership asBlocked() {
        return new NewMembership(code, itemNumber, issueDate, validFrom, validUntil, true, consents);
    }
}
