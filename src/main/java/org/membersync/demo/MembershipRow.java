package org.membersync.demo;

import java.time.Instant;
import java.time.LocalDate;

/** A row of the table NPR MM Membership. */
final class MembershipRow extends Row {

    String number = "";
    String code = "";
    String description = "";
    String customerNo = "";
    LocalDate issueDate;
    boolean blocked;
    Instant blockedAt;
}
