package org.membersync.decision;

/** What a decision comes to, as the ledger, the metrics and the run reports name it. */
public enum Outcome {
    /** A new HeyLoyalty member is made. */
    CREATE,
    /** Fields of the HeyLoyalty member change. */
    UPDATE,
    /** The person was found on the list and linked; all fields are right already. */
    LINK,
    /** Everything is right already. */
    IN_STEP,
    /** The HeyLoyalty member is unsubscribed. */
    UNSUBSCRIBE,
    /** The HeyLoyalty member's personal data is overwritten. */
    ERASE,
    /** Not eligible and not on the list: nothing is sent. */
    NOT_SENT,
    /** The person said no in HeyLoyalty, or was erased: nothing is sent. */
    WITHHELD,
    /** The person said no in HeyLoyalty, so the newsletter is set to no in Business Central. */
    WITHDRAW,
    /** The person said yes in HeyLoyalty, so the newsletter is set to yes in Business Central. */
    SUBSCRIBE_MEMBER,
    /** Fields of the Business Central member change. */
    UPDATE_MEMBER,
    /** A new subscriber becomes a Business Central member. */
    CREATE_MEMBER,
    /** HeyLoyalty anonymised the person: link and base are forgotten. */
    UNLINK;

    /** Whether the decision writes to HeyLoyalty. */
    public boolean writes() {
        return this == CREATE || this == UPDATE || this == UNSUBSCRIBE || this == ERASE;
    }

    /** Whether the decision writes to Business Central. */
    public boolean writesToBusinessCentral() {
        return this == WITHDRAW || this == SUBSCRIBE_MEMBER || this == UPDATE_MEMBER || this == CREATE_MEMBER;
    }
}
