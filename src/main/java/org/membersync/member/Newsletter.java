package org.membersync.member;

/** Whether the member wants newsletters, as Business Central keeps it. */
public enum Newsletter {
    YES,
    NO,
    NOT_SPECIFIED
}
