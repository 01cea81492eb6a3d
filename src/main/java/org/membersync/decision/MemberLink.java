package org.membersync.decision;

import java.time.Duration;
import java.time.Instant;

/**
 * Our record that a Business Central member and a HeyLoyalty member are the same person.
 *
 * @param status what we last knew of the HeyLoyalty member
 * @param unsubscribedAt since when it is unsubscribed, null when it is not
 * @param unsubscribedBy who unsubscribed it, null when nobody did
 * @param toldAt HeyLoyalty's own time of an unsubscription of ours, null before it was read
 */
public record MemberLink(
        String memberId,
        String memberNumber,
        String heyLoyaltyId,
        Status status,
        Instant unsubscribedAt,
        UnsubscribedBy unsubscribedBy,
        Instant toldAt) {

    /** HeyLoyalty takes signatures of clocks up to this far apart; so far its time of our own unsubscription may be off. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);

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
        /** We did, for want of the GDPR approval alone: giving it is a new opt-in. */
        MEMBERSYNC_FOR_APPROVAL,
        /** The person or a marketer did, in HeyLoyalty. */
        HEYLOYALTY
    }

    /** A link of which HeyLoyalty's time is not known, or the same. */
    public MemberLink(
            String memberId,
            String memberNumber,
            String heyLoyaltyId,
            Status status,
            Instant unsubscribedAt,
            UnsubscribedBy unsubscribedBy) {
        this(memberId, memberNumber, heyLoyaltyId, status, unsubscribedAt, unsubscribedBy, null);
    }

    /** An active link. */
    public static MemberLink active(String memberId, String memberNumber, String heyLoyaltyId) {
        return new MemberLink(memberId, memberNumber, heyLoyaltyId, Status.ACTIVE, null, null);
    }

    /** The same link, ended. */
    public MemberLink unsubscribed(Instant when, UnsubscribedBy who) {
        return new MemberLink(memberId, memberNumber, heyLoyaltyId, Status.UNSUBSCRIBED, when, who);
    }

    /** The same link with HeyLoyalty's time of our unsubscription, as it was first read. */
    MemberLink told(Instant when) {
        return toldAt != null || when == null
                ? this
                : new MemberLink(memberId, memberNumber, heyLoyaltyId, status, unsubscribedAt, unsubscribedBy, when);
    }

    public boolean isUnsubscribed() {
        return status == Status.UNSUBSCRIBED;
    }

    /**
     * Whether an unsubscription that HeyLoyalty tells of is the one of this link, and not a later one after the person had
     * come back.
     *
     * @param told HeyLoyalty's time of it, null when it does not tell
     */
    public boolean knows(Instant told) {
        if (!isUnsubscribed()) {
            return false;
        }
        // A time that HeyLoyalty told before is exact; ours is not.
        if (toldAt != null) {
            return told == null || !told.isAfter(toldAt);
        }
        Duration tolerance = unsubscribedBy == UnsubscribedBy.HEYLOYALTY ? Duration.ZERO : CLOCK_TOLERANCE;
        return told == null || !told.isAfter(unsubscribedAt.plus(tolerance));
    }
}
