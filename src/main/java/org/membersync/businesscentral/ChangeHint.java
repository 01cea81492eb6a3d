package org.membersync.businesscentral;

import java.util.SortedSet;

/**
 * What of Business Central's events is believed: that something of these members and memberships may have changed. What it was
 * is read.
 *
 * @param memberIds in the spelling of the feeds
 * @param membershipIds in the spelling of the feeds
 */
public record ChangeHint(SortedSet<String> memberIds, SortedSet<String> membershipIds) {}
