package org.membersync.member;

/** The member's gender, as Business Central keeps it. */
public enum Gender {
    MALE,
    FEMALE,
    OTHER,
    NOT_SPECIFIED
}
