package org.membersync.decision;

/** Which contact info a member must have to be sent (behaviour E1). */
public enum RequiredContactInfo {
    EMAIL,
    PHONE,
    EITHER,
    BOTH
}
