package org.membersync.flow.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.support.World;

/**
 * The no that a person said on one side, and what the other side held of them then: until they do anything else, nothing but
 * the no goes there (quality P2).
 *
 * @param member Business Central's, when the no was said in HeyLoyalty; else null
 * @param entry HeyLoyalty's, when the no was said in Business Central; else null
 */
record SaidNo(Member member, HeyLoyaltyMember entry) {

    void assertNothingElseWasWritten(World world) {
        if (member != null) {
            assertThat(world.businessCentral().member(member.number())).hasValueSatisfying(now -> assertThat(now)
                    .as("P2: Business Central gets nothing but the no")
                    .usingRecursiveComparison()
                    .ignoringFields("newsletter")
                    .isEqualTo(member));
        } else {
            assertThat(world.heyLoyalty().member(entry.id())).hasValueSatisfying(now -> assertThat(now.fields())
                    .as("P2: the list gets nothing but the no")
                    .isEqualTo(entry.fields()));
        }
    }

    void assertHeard(World world) {
        if (member != null) {
            assertThat(world.businessCentral().member(member.number()))
                    .hasValueSatisfying(now -> assertThat(now.newsletter())
                            .as("P2: within one run")
                            .isEqualTo(Newsletter.NO));
        } else {
            assertThat(world.heyLoyalty().member(entry.id()))
                    .hasValueSatisfying(now ->
                            assertThat(now.isActive()).as("P2: within one run").isFalse());
        }
    }
}
