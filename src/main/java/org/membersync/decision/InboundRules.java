package org.membersync.decision;

/**
 * The settings that decide what HeyLoyalty's changes mean for Business Central.
 *
 * @param createMembers whether new HeyLoyalty subscribers become Business Central members (behaviour I6)
 * @param complaintWithdraws whether a spam complaint is a withdrawal (behaviour I4)
 */
public record InboundRules(boolean createMembers, boolean complaintWithdraws) {}
