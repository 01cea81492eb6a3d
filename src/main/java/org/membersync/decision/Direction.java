package org.membersync.decision;

/** Which way a change in the queue goes. */
public enum Direction {
    /** A member of Business Central to HeyLoyalty. */
    OUTBOUND,
    /** An entry of the HeyLoyalty list to Business Central; the change is named by the entry's id. */
    INBOUND,
    /** What a customer data platform tells of a person to HeyLoyalty; the change is named by our own id of the person. */
    AUDIENCE,
    /** A membership of Business Central whose members are not known yet: they become outbound changes. */
    MEMBERSHIP,
    /** A buyer of tickets to the HeyLoyalty list; the change is named by a number of ours. */
    BUYER,
    /** A batch of bookings to Heybooking. */
    BATCH,
    /** A booking that was parked, to be looked at once more. */
    BOOKING;

    /**
     * The direction with which this one is paused: what goes to HeyLoyalty stands still together, and what comes from there
     * goes on.
     */
    public Direction way() {
        return this == INBOUND ? INBOUND : OUTBOUND;
    }

    /** The direction with which this one waits for mended access: Heybooking refuses nothing but its own batches. */
    public Direction access() {
        return this == BATCH ? BATCH : way();
    }
}
