package org.membersync.state;

import java.time.Instant;
import org.membersync.member.HeyLoyaltyMember.Status;

/**
 * An entry of the HeyLoyalty list in a run's working table, its personal data as keyed hashes.
 *
 * @param emailMark hash of the e-mail address, null for none
 * @param phoneMark hash of the phone number, null for none
 * @param marks hashes of the mapped fields that pages show, one behind the other
 * @param createdAt null when unknown, as the other times
 * @param linkedMember the member that it is linked with, null for none
 */
public record PopulationEntry(
        String heyLoyaltyId,
        Status status,
        String emailMark,
        String phoneMark,
        String marks,
        Instant createdAt,
        Instant updatedAt,
        Instant unsubscribedAt,
        String linkedMember) {

    public boolean isActive() {
        return status == Status.ACTIVE;
    }
}
