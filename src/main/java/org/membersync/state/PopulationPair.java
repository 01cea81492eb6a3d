package org.membersync.state;

import java.time.Instant;
import java.util.List;
import org.membersync.decision.MemberLink;

/**
 * A member of a run's working table beside what it is linked with.
 *
 * @param attributes in no order
 * @param link null when the member is not linked
 * @param checkedAt when the link was last worked on, null without one
 * @param entry the linked entry, null when there is none on the list
 */
public record PopulationPair(
        PopulationMember member,
        List<PopulationAttribute> attributes,
        MemberLink link,
        Instant checkedAt,
        PopulationEntry entry) {}
