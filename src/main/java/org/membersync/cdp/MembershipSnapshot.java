package org.membersync.cdp;

import java.util.List;

/**
 * Who is in an audience.
 *
 * @param position in the change feed, from where on changes are news
 * @param identifiers e-mail addresses in small letters; people without one are left out
 */
public record MembershipSnapshot(long position, List<String> identifiers) {}
