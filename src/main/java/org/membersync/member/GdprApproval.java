package org.membersync.member;

/** The consent on record for one membership role. */
public enum GdprApproval {
    PENDING,
    ACCEPTED,
    REJECTED,
    DELEGATED,
    NOT_APPLICABLE
}
