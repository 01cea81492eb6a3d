package org.membersync.flow.model;

/** How a person begins. */
public enum Start {
    /** A member who wants the newsletter. */
    SUBSCRIBED,
    /** A member who does not. */
    DECLINED,
    /** A member who was never asked. */
    UNDECIDED,
    /** Neither side knows them. */
    UNKNOWN
}
