package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.support.World;

class OutboundFlowTest {

    private World world;

    @BeforeEach
    void startWorld() {
        world = World.empty().start();
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    @Test
    void deliversAnEligibleMemberOnceAndThenFallsSilent() {
        world.eligible("Åse");

        world.run();

        List<HeyLoyaltyMember> found = world.heyLoyalty().membersByEmail("åse@example.dk");
        assertThat(world.parked()).isEmpty();
        assertThat(world.queue().values()).containsOnly(0L);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).field("firstname").text()).isEqualTo("Åse");
        world.heyLoyalty().calls().reset();
        world.run();
        assertThat(world.heyLoyalty().calls().total()).isZero();
    }
}
