package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** What the commands tell of entries of the list that are linked with nobody, and of the reading of the list. */
class UnlinkedEntriesCommandTest {

    private static final String EMAIL = "ny.ærø@example.dk";

    private final MutableClock clock = new MutableClock(Instant.now());
    private World world;
    private String entry;

    @AfterEach
    void endWorld() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void explainSaysWhyANewSubscriberIsParked(boolean idsAreNumbers) {
        start(idsAreNumbers, true);
        subscribe();

        for (String name : new String[] {EMAIL, entry}) {
            Called called = call("explain", name);

            assertThat(called.exitCode()).as(name + called.errors()).isZero();
            assertThat(called.output())
                    .contains(
                            "HeyLoyalty member " + entry + " is linked with nobody in Business Central",
                            "because the turn is parked: ",
                            "MEMBERSYNC_MEMBERS_DEFAULTMEMBERSHIPITEM")
                    .doesNotContain("not on the list", "Business Central id");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void explainSaysWhyANewSubscriberIsMadeNoMember(boolean idsAreNumbers) {
        start(idsAreNumbers, false);
        subscribe();

        for (String name : new String[] {EMAIL, entry}) {
            assertThat(call("explain", name).output())
                    .contains("HeyLoyalty member " + entry, "membersync.members.create-in-bc is off")
                    .doesNotContain("not on the list", "no change of the member was seen");
        }
    }

    @Test
    void explainFindsAnEntryOfWhichNothingWasToldYet() {
        start(false, false);
        entry = world.heyLoyalty().add(Map.of("email", EMAIL));

        assertThat(call("explain", EMAIL).output())
                .contains("HeyLoyalty member " + entry, "because no change of the entry was seen yet");
    }

    @Test
    void doctorAndJmxSayHowOftenTheListIsReadAndWhenItWasLast() throws JMException {
        start(false, false);
        assertThat(call("doctor").output())
                .containsPattern(
                        "ok +schedules +Business Central is read every 30s .*, the HeyLoyalty list every 5m .not read yet.");
        call("sync");

        assertThat(call("doctor").output())
                .contains("last read at " + clock.instant().truncatedTo(ChronoUnit.SECONDS));
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(new ObjectName("org.membersync:type=Queue"), "Feeds")
                        .toString())
                .contains("HeyLoyalty list");
    }

    private void start(boolean idsAreNumbers, boolean create) {
        world = World.empty(clock).with("membersync.members.create-in-bc", "" + create);
        if (idsAreNumbers) {
            world.heyLoyalty().countIds();
        }
        world.start();
    }

    private void subscribe() {
        world.eligible("Åse");
        call("sync");
        clock.advance(Duration.ofMinutes(1));
        entry = world.heyLoyalty().add(Map.of("email", EMAIL));
        call("sync");
    }

    private Called call(String... args) {
        return Called.operator(world.program(), args);
    }
}
