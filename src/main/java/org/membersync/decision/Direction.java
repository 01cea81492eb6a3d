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
    MEMBERSHIP
}
