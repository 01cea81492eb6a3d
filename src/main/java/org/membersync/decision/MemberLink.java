package org.membersync.decision;

import java.time.Instant;

/**
 * Our record that a Business Central member and a HeyLoyalty member are the same person.
 *
 * @param status what we last knew of the HeyLoyalty member
 * @param unsubscribedAt since when it is unsubscribed, null when it is not
 * @param unsubscribedBy who unsubscribed it, null when nobody did
 */
public record MemberLink(
        String memberId,
        String memberNumber,
        String heyLoyaltyId,
        Status status,
        Instant unsubscribedAt,
        UnsubscribedBy unsubscribedBy) {

    /** What we last knew of the HeyLoyalty member. */
    public enum Status {
        ACTIVE,
        UNSUBSCRIBED,
        /** HeyLoyalty said something else of it, or no longer has it. */
        OTHER
    }

    /** Who ended the subscription. */
    public enum UnsubscribedBy {
        /** We did, because the member did not pass a filter. */
        MEMBERSYNC,
        /** The person or a marketer did, in HeyLoyalty. */
        HEYLOYALTY
    }

    /** An active link. */
    public static MemberLink active(String memberId, String memberNumber, String heyLoyaltyId) {
        return new MemberLink(memberId, memberNumber, heyLoyaltyId, Status.ACTIVE, null, null);
    }

    /** The same link, ended. */
    public MemberLink unsubscribed(Instant when, UnsubscribedBy who) {
        return new MemberLink(memberId, memberNumber, heyLoyaltyId, Status.UNSUBSCRIBED, when, who);
    }

    public boolean isUnsubscribed() {
        return status == Status.UNSUBSCRIBED;
    }
}
