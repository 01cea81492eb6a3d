package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.support.World;

/** One change of each kind, in both directions, of people whom each round has for itself; and how it must end. */
final class EveryKindOfChange {

    private final World world;
    private final int round;

    EveryKindOfChange(World world, int round) {
        this.world = world;
        this.round = round;
    }

    /** Those who must be in step before they change. */
    void join() {
        List.of("rettet", "nej", "afmeldt", "anonym").forEach(this::add);
    }

    void act() {
        add("ny");
        world.heyLoyalty().add(Map.of("email", email("tilmeldt"), "firstname", "Tilmeldt", "lastname", "Ærø"));
        world.heyLoyalty().edit(entry("rettet").id(), Map.of("address", "Nørregade 7"));
        world.businessCentral().change(member("rettet").number(), fields -> fields.lastName("Sørensen"));
        world.businessCentral().newsletter(member("nej").number(), Newsletter.NO);
        world.heyLoyalty().unsubscribe(entry("afmeldt").id());
        world.businessCentral().change(member("afmeldt").number(), fields -> fields.city("Ærøskøbing"));
        world.businessCentral().anonymise(member("anonym").number());
    }

    void assertEnd(String what) {
        assertThat(entry("ny").isActive()).as(what).isTrue();
        assertThat(member("rettet").address()).as(what).isEqualTo("Nørregade 7");
        assertThat(entry("rettet").field("lastname").text()).as(what).isEqualTo("Sørensen");
        assertThat(entry("rettet").isActive()).as(what).isTrue();
        assertThat(entry("nej").isActive()).as(what).isFalse();
        assertThat(entry("afmeldt").isActive()).as(what).isFalse();
        assertThat(member("afmeldt").newsletter()).as(what).isEqualTo(Newsletter.NO);
        assertThat(world.heyLoyalty().membersByEmail(email("anonym"))).as(what).isEmpty();
        assertThat(member("tilmeldt").memberships()).as(what).hasSize(1);
        assertThat(entry("tilmeldt").field("membership_no").text())
                .as(what)
                .isEqualTo(member("tilmeldt").memberships().get(0).number());
        assertThat(world.heyLoyalty().violations()).as(what).isEmpty();
    }

    private void add(String name) {
        String id = String.format("%08x-0000-4000-8000-%012x", round, name.hashCode());
        world.businessCentral()
                .add(World.member(name).id(UUID.fromString(id).toString()).with(fields -> fields.email(email(name))));
    }

    private String email(String name) {
        return (name + round).toLowerCase(Locale.ROOT) + "@example.dk";
    }

    private Member member(String name) {
        List<Member> found = world.businessCentral().membersByEmail(email(name));
        assertThat(found).as("members of %s", name).hasSize(1);
        return found.get(0);
    }

    private HeyLoyaltyMember entry(String name) {
        List<HeyLoyaltyMember> found = world.heyLoyalty().membersByEmail(email(name));
        assertThat(found).as("entries of %s", name).hasSize(1);
        return found.get(0);
    }
}
