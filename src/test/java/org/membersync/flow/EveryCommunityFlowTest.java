package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.membersync.decision.Direction;
import org.membersync.demo.BusinessCentralOptions.Conflict;
import org.membersync.demo.BusinessCentralOptions.Identity;
import org.membersync.demo.Fault;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Links;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** Whatever a community's rules of identity are, a new subscriber is made a member once though the answer gets lost (behaviour I6). */
class EveryCommunityFlowTest {

    private static final MutableClock CLOCK = new MutableClock(Instant.now());

    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty(CLOCK)
                .with("membersync.members.default-membership-item", "MM-SILVER")
                .start();
    }

    @AfterAll
    static void closeWorld() {
        world.close();
    }

    static Stream<Arguments> communities() {
        return Stream.of(Identity.values())
                .flatMap(identity -> Stream.of(Conflict.values()).map(conflict -> Arguments.of(identity, conflict)));
    }

    @ParameterizedTest
    @MethodSource("communities")
    void takesThemOnceThoughTheAnswerIsLost(Identity identity, Conflict conflict) {
        world.businessCentral().community(identity, conflict);
        int number = 10 * identity.ordinal() + conflict.ordinal();
        String email = "ny" + number + "@example.dk";
        String entry = world.heyLoyalty()
                .add(Map.of("email", email, "firstname", "Ny", "mobile", String.valueOf(20_304_000 + number)));
        world.businessCentral().faults().next("POST .*/addMember", Fault.resetAfter());
        tell(entry);

        runs(5);

        assertThat(world.parked()).isEmpty();
        assertThat(world.businessCentral().membersByEmail(email))
                .singleElement()
                .satisfies(member -> {
                    assertThat(member.memberships()).hasSize(1);
                    assertThat(world.bean(Links.class)
                                    .findByHeyLoyaltyId(entry)
                                    .orElseThrow()
                                    .memberId())
                            .isEqualTo(member.id());
                });
        assertRests(entry);
    }

    private static void assertRests(String entry) {
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();
        tell(entry);
        // A turn that meets the other direction's waits for the next run.
        runs(2);
        assertThat(world.heyLoyalty().calls().entries())
                .noneMatch(call -> !call.method().equals("GET"));
        assertThat(world.businessCentral().calls().entries())
                .allMatch(call -> call.method().equals("GET") || call.path().endsWith("/token"));
        assertThat(world.queue().values()).containsOnly(0L);
    }

    private static void runs(int times) {
        for (int run = 0; run < times; run++) {
            world.run();
            CLOCK.advance(Duration.ofSeconds(61));
        }
    }

    private static void tell(String entry) {
        world.bean(ChangeQueue.class).dueNow(Direction.INBOUND, entry, "webhook");
    }
}
