package org.membersync.demo;

/** A row of the table NPR MM Member Card. */
final class CardRow extends Row {

    String cardNo = "";
    long memberEntryNo;
    long membershipEntryNo;
    boolean blocked;
}
