package org.membersync.decision;

import java.time.Instant;
import org.membersync.member.BuyerContact;

/**
 * What is known of somebody who bought a ticket.
 *
 * @param buyerId a number of ours
 * @param contact null when nothing is left to do, or the person was erased
 * @param notedAt when the person last bought a ticket
 * @param announcedAt when the making of an entry was begun of which no end is known; null when none was
 * @param saidNo whether the person was seen unsubscribed
 * @param heyLoyaltyId the entry that was made or found for the person; null for none
 * @param erased whether somebody with this e-mail address was erased
 * @param lastNo when somebody with this contact unsubscribed, as an imported list says; null for never
 */
public record Buyer(
        String buyerId,
        BuyerContact contact,
        Instant notedAt,
        Instant announcedAt,
        boolean saidNo,
        String heyLoyaltyId,
        boolean erased,
        Instant lastNo) {

    /** The number alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return buyerId;
    }
}
