package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.decision.Direction;
import org.membersync.demo.DemoConfiguration;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.Holds;
import org.membersync.state.Holds.Hold;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** Refused access blames no member: the whole direction waits, says what to mend, and goes on by itself afterwards. */
class AccessFlowTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock(Instant.now());
    private World world;

    @BeforeEach
    void makeWorld() {
        world = World.empty()
                .with("membersync.database.url", "jdbc:hsqldb:file:" + folder.resolve("state"))
                .with("membersync.schedules.enabled", "true")
                .with("membersync.schedules.poll-business-central", "200ms")
                .with("membersync.schedules.dispatch", "100ms")
                .withClock(clock);
        world.eligible("Åse");
        world.eligible("Bo");
    }

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void aWrongClientSecretWaitsForTheRightOne() {
        world.with("membersync.business-central.client-secret", "not-the-secret")
                .start();

        assertThat(awaitHold().message())
                .contains("client-secret", "MEMBERSYNC_BUSINESSCENTRAL_CLIENTSECRET", "invalid_client")
                .doesNotContain("not-the-secret");
        assertNobodyIsBlamed();

        world.stop();
        world.with("membersync.business-central.client-secret", DemoConfiguration.CLIENT_SECRET)
                .start();
        assertGoesOn();
    }

    @Test
    void aMissingPermissionSetIsNamed() {
        world.businessCentral().permissionSetMissing(true);
        world.start();

        assertThat(awaitHold().message()).contains("NPR API Membership", "403");
        assertNobodyIsBlamed();

        world.businessCentral().permissionSetMissing(false);
        assertGoesOn();
    }

    @Test
    void aWrongHeyLoyaltySecretWaitsForTheRightOne() {
        world.with("membersync.heyloyalty.api-secret", "not-the-secret").start();

        assertThat(awaitHold().message())
                .contains("api-secret", "MEMBERSYNC_HEYLOYALTY_APISECRET", "401")
                .doesNotContain("not-the-secret");
        assertNobodyIsBlamed();

        world.stop();
        world.with("membersync.heyloyalty.api-secret", DemoConfiguration.HEYLOYALTY_API_SECRET)
                .start();
        assertGoesOn();
    }

    @Test
    void aWrongClockOfThisMachineIsNamedAsSuch() {
        clock.advance(Duration.ofMinutes(20));
        world.start();

        assertThat(awaitHold().message()).contains("this machine's clock is", "s ahead of", "NTP");
        assertNobodyIsBlamed();
    }

    private Hold awaitHold() {
        return Awaitility.await()
                .atMost(SOON)
                .until(() -> world.bean(Holds.class).find(Direction.OUTBOUND), java.util.Optional::isPresent)
                .orElseThrow();
    }

    private void assertNobodyIsBlamed() {
        assertThat(world.parked()).isEmpty();
        assertThat(world.heyLoyalty().members()).isEmpty();
    }

    private void assertGoesOn() {
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            // A turn that was refused just before the mending may begin another hold.
            if (world.bean(Holds.class).find(Direction.OUTBOUND).isPresent()) {
                clock.advance(Duration.ofSeconds(61));
            }
            assertThat(world.heyLoyalty().members()).hasSize(2).allMatch(HeyLoyaltyMember::isActive);
            assertThat(world.bean(Holds.class).find(Direction.OUTBOUND)).isEmpty();
            assertThat(world.queue().values()).containsOnly(0L);
        });
        assertThat(world.parked()).isEmpty();
    }
}
