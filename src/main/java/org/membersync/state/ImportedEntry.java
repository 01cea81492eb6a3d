package org.membersync.state;

import java.time.Instant;

/**
 * An entry of the HeyLoyalty list, as an export of it says.
 *
 * @param heyLoyaltyId empty when it cannot be read: then only the unsubscription counts
 * @param unsubscribedAt since when the person is unsubscribed; null for an active one
 * @param email empty when there is none
 * @param phone empty when there is none
 */
public record ImportedEntry(String heyLoyaltyId, Instant unsubscribedAt, String email, String phone) {

    public boolean isUnsubscribed() {
        return unsubscribedAt != null;
    }

    /** The id alone, so that a log line never holds personal data. */
    @Override
    public String toString() {
        return "imported HeyLoyalty member " + heyLoyaltyId;
    }
}
