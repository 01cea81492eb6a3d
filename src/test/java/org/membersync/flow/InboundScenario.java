package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.support.World;

/** Something that a person does in HeyLoyalty, to be carried to Business Central; each round has a person of its own. */
enum InboundScenario {
    /** A linked member's address and attribute change in HeyLoyalty, and the name in Business Central. */
    EDIT("Ændret") {
        @Override
        void join(World world, int round) {
            world.eligible(name(round));
        }

        @Override
        void act(World world, int round) {
            world.heyLoyalty()
                    .edit(entry(world, round).id(), Map.of("address", "Nørregade 7", "favourite_sport", "31981"));
            world.businessCentral().change(member(world, round).number(), fields -> fields.lastName("Sørensen"));
        }

        @Override
        void assertCarriedOut(World world, int round) {
            Member member = member(world, round);
            HeyLoyaltyMember entry = entry(world, round);
            assertThat(member.address()).isEqualTo("Nørregade 7");
            assertThat(member.attributes()).containsEntry("SPORT", "HANDBALL");
            assertThat(member.lastName()).isEqualTo("Sørensen");
            assertThat(entry.field("address").text()).isEqualTo("Nørregade 7");
            assertThat(entry.field("favourite_sport").text()).isEqualTo("31981");
            assertThat(entry.field("lastname").text()).isEqualTo("Sørensen");
            assertThat(member.memberships()).hasSize(1);
            assertSubscribed(member, entry);
        }
    },

    /** Somebody signs up whom Business Central does not have. */
    NEWCOMER("Nytilkommen") {
        @Override
        void join(World world, int round) {
            // Nobody knows them yet.
        }

        @Override
        void act(World world, int round) {
            world.heyLoyalty()
                    .add(Map.of(
                            "email", email(round), "firstname", name(round), "lastname", "Ærø", "membership", "502"));
        }

        @Override
        void assertCarriedOut(World world, int round) {
            Member member = member(world, round);
            HeyLoyaltyMember entry = entry(world, round);
            assertThat(member.firstName()).isEqualTo(name(round));
            assertThat(member.memberships()).singleElement().satisfies(membership -> {
                assertThat(membership.code()).isEqualTo("GOLD");
                assertThat(membership.gdprApproval()).isEqualTo(GdprApproval.ACCEPTED);
                assertThat(entry.field("membership_no").text()).isEqualTo(membership.number());
            });
            assertSubscribed(member, entry);
        }
    };

    private final String name;

    InboundScenario(String name) {
        this.name = name;
    }

    /** Makes the round's person, as far as they are there before. */
    abstract void join(World world, int round);

    abstract void act(World world, int round);

    /** Both sides hold what they should, and the person is there once on each. */
    abstract void assertCarriedOut(World world, int round);

    String name(int round) {
        return name + round;
    }

    String email(int round) {
        return name(round).toLowerCase(Locale.ROOT) + "@example.dk";
    }

    Member member(World world, int round) {
        return only(world.businessCentral().membersByEmail(email(round)));
    }

    HeyLoyaltyMember entry(World world, int round) {
        return only(world.heyLoyalty().membersByEmail(email(round)));
    }

    private static <T> T only(List<T> found) {
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static void assertSubscribed(Member member, HeyLoyaltyMember entry) {
        assertThat(member.newsletter()).isEqualTo(Newsletter.YES);
        assertThat(entry.isActive()).isTrue();
    }
}
