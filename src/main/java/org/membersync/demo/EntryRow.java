package org.membersync.demo;

import java.time.LocalDate;

/** A row of the table NPR MM Membership Entry: one period. */
final class EntryRow extends Row {

    long membershipEntryNo;
    String itemNo = "";
    String documentNo = "";
    String membershipCode = "";
    String context = "NEW";
    LocalDate validFrom;
    LocalDate validUntil;
    boolean blocked;
}
