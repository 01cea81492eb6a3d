package org.membersync.failure;

/** What is to be done about a failure. */
public enum FailureKind {
    /** Try again later. */
    TRANSIENT,
    /** Hold the direction until somebody mended the access. */
    ACCESS,
    /** Park the member. */
    PERMANENT
}
