package org.membersync.decision;

/**
 * One member's turn, claimed from the change queue.
 *
 * @param direction where the change goes
 * @param memberId Business Central's system id of the member; of the membership for {@link Direction#MEMBERSHIP};
 *     our own id of the person for {@link Direction#AUDIENCE};
 *     HeyLoyalty's member id for {@link Direction#INBOUND}; a number of ours for what has to do with bookings
 * @param memberNumber empty when it is not known yet
 * @param source what made the change known, such as {@code feed}, {@code sweep} or {@code replay}
 * @param revision grows with each further change of the same member
 * @param claimToken proves that the claim is still ours when the turn is ended; empty in a plan
 * @param attempts tries that failed before
 */
public record Change(
        Direction direction,
        String memberId,
        String memberNumber,
        String source,
        long revision,
        String claimToken,
        int attempts) {

    /** The source of a change that an operator put back after it was parked. */
    public static final String REPLAY = "replay";

    /** The source of an inbound change that an outbound turn left. */
    public static final String FROM_OUTBOUND = "outbound";

    /** The source of an outbound change that an inbound turn left. */
    public static final String FROM_INBOUND = "inbound";

    /** The source of a change that follows a person's own no in HeyLoyalty: it is never held up (quality P2). */
    public static final String WITHDRAWAL = "withdrawal";

    /** The source of a change whose removal an operator approved. */
    public static final String APPROVED = "approved";

    /** What the change is about, as a line of the log begins. */
    public String subject() {
        String what =
                switch (direction) {
                    case BUYER -> "Buyer ";
                    case BATCH -> "Batch ";
                    case BOOKING -> "Booking ";
                    case OUTBOUND, INBOUND, MEMBERSHIP -> "Member ";
                    // Our own ids of persons say what they are.
                    case AUDIENCE -> "";
                };
        return what + shownMember();
    }

    /** The name of the member in logs and messages. */
    public String shownMember() {
        return memberNumber.isEmpty() ? memberId : memberNumber;
    }
}
