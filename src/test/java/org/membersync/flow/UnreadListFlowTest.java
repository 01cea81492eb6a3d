package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.membersync.demo.Fault;
import org.membersync.heyloyalty.ListCache;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;
import org.membersync.operation.SyncRun;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/**
 * Somebody's no reaches Business Central though the list does not say what its fields are, or lacks some that are mapped; what
 * goes by the mapping waits (quality P2).
 */
class UnreadListFlowTest {

    private static final Map<String, String> SPORTS = Map.of("31980", "Football", "31981", "Handball", "31990", "None");
    private static final String LIST = "GET .*/lists/[^/]+$";

    private final MutableClock clock = new MutableClock(Instant.now());
    private World world;
    private String leaving;
    private String moving;

    @BeforeEach
    void makeWorld() {
        world = World.empty(clock).start();
        leaving = world.eligible("Åse");
        moving = world.eligible("Bodil");
        world.businessCentral()
                .add(World.member("Cæcilie").with(fields -> fields.newsletter(Newsletter.NOT_SPECIFIED)));
        run();
        run();
    }

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void aMappedFieldThatTheListLacksHoldsUpNoWithdrawal() {
        world.heyLoyalty().removeField("favourite_sport");
        world.bean(ListCache.class).forget();
        happen();

        SyncRun.Report report = run();

        assertThat(report.troubles()).anyMatch(trouble -> trouble.contains("lacks mapped fields: favourite_sport"));
        assertOnlyTheNoesGotThrough();
        world.heyLoyalty().addField("favourite_sport", "choice", "Favourite sport", SPORTS);
        assertGoesOn();
    }

    static Stream<Fault> faults() {
        return Stream.of(
                Fault.status(500),
                Fault.status(503).retryAfter("30"),
                Fault.status(403),
                Fault.status(404),
                Fault.html(),
                Fault.resetBefore());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aListThatWasNeverReadHoldsUpNoWithdrawal(Fault fault) {
        world.stop();
        world.start();
        world.heyLoyalty().faults().always(LIST, fault);
        happen();

        SyncRun.Report report = run();

        assertThat(report.troubles())
                .anyMatch(trouble -> trouble.contains("Working on the changes did not get through"));
        assertOnlyTheNoesGotThrough();
        world.heyLoyalty().faults().clear();
        assertGoesOn();
    }

    @Test
    void whoIsKnownByThePhoneNumberAloneIsLookedForWhenTheListsCountryIsKnown() {
        String caller = world.businessCentral()
                .add(World.member("Dagny")
                        .with(fields -> fields.phoneNo("+45 20 30 40 50").newsletter(Newsletter.NOT_SPECIFIED)));
        run();
        world.stop();
        world.start();
        world.heyLoyalty().faults().always(LIST, Fault.status(503));
        world.heyLoyalty().unsubscribe(world.heyLoyalty().add(Map.of("email", "nyt@example.dk", "mobile", "20304050")));

        assertThat(run().waiting()).isPositive();

        world.heyLoyalty().faults().clear();
        clock.advance(Duration.ofMinutes(2));
        run();
        assertThat(newsletter(caller)).isEqualTo(Newsletter.NO);
    }

    /** A linked person and one who is found by the address say no, somebody moves, and somebody is new in Business Central. */
    private void happen() {
        world.heyLoyalty().unsubscribe(entry("åse").id());
        world.heyLoyalty().unsubscribe(world.heyLoyalty().add(Map.of("email", "cæcilie@example.dk")));
        world.heyLoyalty().edit(entry("bodil").id(), Map.of("address", "Nørregade 7"));
        world.eligible("Venter");
    }

    private void assertOnlyTheNoesGotThrough() {
        assertThat(newsletter(leaving)).isEqualTo(Newsletter.NO);
        assertThat(world.businessCentral().membersByEmail("cæcilie@example.dk"))
                .allMatch(member -> member.newsletter() == Newsletter.NO);
        assertThat(address()).isNotEqualTo("Nørregade 7");
        assertThat(world.heyLoyalty().membersByEmail("venter@example.dk")).isEmpty();
        assertThat(world.parked()).isEmpty();
    }

    private void assertGoesOn() {
        clock.advance(Duration.ofMinutes(2));
        SyncRun.Report report = run();

        assertThat(report.troubles()).isEmpty();
        assertThat(report.waiting()).isZero();
        assertThat(address()).isEqualTo("Nørregade 7");
        assertThat(entry("venter").isActive()).isTrue();
        assertThat(entry("åse").isActive()).isFalse();
        assertThat(newsletter(leaving)).isEqualTo(Newsletter.NO);
        assertThat(world.parked()).isEmpty();
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    private String address() {
        return world.businessCentral().member(moving).orElseThrow().address();
    }

    private Newsletter newsletter(String number) {
        return world.businessCentral().member(number).orElseThrow().newsletter();
    }

    private HeyLoyaltyMember entry(String name) {
        return world.heyLoyalty().membersByEmail(name + "@example.dk").get(0);
    }

    private SyncRun.Report run() {
        return world.bean(SyncRun.class).run();
    }
}
