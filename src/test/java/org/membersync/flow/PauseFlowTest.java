package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Direction;
import org.membersync.demo.Fault;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;
import org.membersync.operation.Doctor;
import org.membersync.operation.SyncRun;
import org.membersync.state.Holds;
import org.membersync.state.Pauses;
import org.membersync.support.World;

/** One direction stands still, paused by an operator or refused access, and the other one goes on. */
class PauseFlowTest {

    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty().start();
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @AfterEach
    void goOn() {
        world.heyLoyalty().faults().clear();
        world.businessCentral().faults().clear();
        for (Direction direction : Direction.values()) {
            world.bean(Pauses.class).resume(direction, "test");
        }
        run();
    }

    @Test
    void aWithdrawalThatComesWhileOutboundIsPausedGoesOutAfterwards() {
        String number = world.eligible("Astrid");
        run();
        world.bean(Pauses.class).pause(Direction.OUTBOUND, "astrid", "the list is being moved");
        world.businessCentral().newsletter(number, Newsletter.NO);
        world.eligible("Børge");
        world.heyLoyalty().calls().reset();

        SyncRun.Report paused = run();

        assertThat(entry("astrid").isActive()).isTrue();
        assertThat(world.heyLoyalty().membersByEmail("børge@example.dk")).isEmpty();
        assertThat(paused.waiting()).isPositive();
        assertThat(paused.troubles()).anySatisfy(trouble -> assertThat(trouble)
                .contains("Outbound", "is paused since", "by astrid", "the list is being moved", "resume outbound"));
        assertThat(doctor()).contains("by astrid");

        world.bean(Pauses.class).resume(Direction.OUTBOUND, "astrid");
        run();
        assertThat(entry("astrid").isActive()).isFalse();
        assertThat(entry("børge").isActive()).isTrue();
    }

    @Test
    void inboundGoesOnWhileOutboundIsPaused() {
        String number = world.eligible("Inge");
        String leaving = world.eligible("Jytte");
        run();
        world.bean(Pauses.class).pause(Direction.OUTBOUND, "astrid", "");

        world.heyLoyalty().edit(entry("inge").id(), Map.of("address", "Nørregade 7"));
        world.heyLoyalty().unsubscribe(entry("jytte").id());
        run();

        assertThat(world.businessCentral().member(number).orElseThrow().address())
                .isEqualTo("Nørregade 7");
        assertThat(world.businessCentral().member(leaving).orElseThrow().newsletter())
                .isEqualTo(Newsletter.NO);
    }

    @Test
    void outboundGoesOnWhileInboundIsPausedAndNoWithdrawalIsLost() {
        String leaving = world.eligible("Kaj");
        world.eligible("Lone");
        run();
        world.bean(Pauses.class).pause(Direction.INBOUND, "astrid", "");
        world.heyLoyalty().unsubscribe(entry("kaj").id());
        world.businessCentral().change(leaving, fields -> fields.address("Vestergade 1"));
        world.eligible("Mogens");
        run();

        assertThat(entry("mogens").isActive()).isTrue();
        assertThat(entry("kaj").isActive()).isFalse();
        assertThat(world.businessCentral().member(leaving).orElseThrow().newsletter())
                .isEqualTo(Newsletter.YES);

        world.bean(Pauses.class).resume(Direction.INBOUND, "astrid");
        run();
        assertThat(world.businessCentral().member(leaving).orElseThrow().newsletter())
                .isEqualTo(Newsletter.NO);
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    @Test
    void aNoInBusinessCentralGoesOutThoughAChangeOfThePersonWaitsForPausedInbound() {
        String leaving = world.eligible("Sonja");
        String staying = world.eligible("Tove");
        run();
        world.bean(Pauses.class).pause(Direction.INBOUND, "astrid", "");
        for (String name : List.of("sonja", "tove")) {
            world.heyLoyalty().edit(entry(name).id(), Map.of("address", "Nørregade 9"));
        }
        run();
        world.businessCentral().newsletter(leaving, Newsletter.NO);
        world.businessCentral().change(staying, fields -> fields.city("Ribe"));

        run();

        assertThat(entry("sonja").isActive()).isFalse();
        assertThat(entry("tove").field("city").text())
                .as("what a person changed in HeyLoyalty goes first")
                .isNotEqualTo("Ribe");

        world.bean(Pauses.class).resume(Direction.INBOUND, "astrid");
        run();
        assertThat(entry("sonja").isActive()).isFalse();
        assertThat(world.businessCentral().member(leaving).orElseThrow().newsletter())
                .isEqualTo(Newsletter.NO);
        assertThat(entry("tove").field("city").text()).isEqualTo("Ribe");
        assertThat(world.businessCentral().member(staying).orElseThrow().address())
                .isEqualTo("Nørregade 9");
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    @Test
    void aRefusedWriteToBusinessCentralStopsInboundAloneUntilItIsGranted() {
        String number = world.eligible("Niels");
        run();
        world.heyLoyalty().edit(entry("niels").id(), Map.of("address", "Søndergade 2"));
        world.businessCentral().faults().always("PATCH .*", Fault.status(403));
        world.eligible("Oda");

        SyncRun.Report report = run();

        assertThat(entry("oda").isActive()).isTrue();
        assertThat(report.troubles()).anySatisfy(trouble -> assertThat(trouble).contains("Inbound", "403"));
        assertThat(world.bean(Holds.class).find(Direction.OUTBOUND)).isEmpty();
        assertThat(world.parked()).isEmpty();

        world.businessCentral().faults().clear();
        SyncRun.Report mended = run();
        assertThat(mended.troubles()).isEmpty();
        assertThat(world.businessCentral().member(number).orElseThrow().address())
                .isEqualTo("Søndergade 2");
    }

    @Test
    void aRefusedWriteToHeyLoyaltyStopsOutboundAlone() {
        String number = world.eligible("Palle");
        run();
        world.heyLoyalty().faults().always("(POST|PATCH) .*", Fault.status(403));
        world.eligible("Rigmor");
        world.heyLoyalty().unsubscribe(entry("palle").id());

        SyncRun.Report report = run();

        assertThat(report.troubles()).anySatisfy(trouble -> assertThat(trouble).contains("Outbound", "403"));
        assertThat(world.businessCentral().member(number).orElseThrow().newsletter())
                .isEqualTo(Newsletter.NO);
        assertThat(world.bean(Holds.class).find(Direction.INBOUND)).isEmpty();
        world.heyLoyalty().faults().clear();
        run();
        assertThat(entry("rigmor").isActive()).isTrue();
    }

    private static SyncRun.Report run() {
        return world.bean(SyncRun.class).run();
    }

    private static String doctor() {
        return world.bean(Doctor.class).examine().toString();
    }

    private static HeyLoyaltyMember entry(String name) {
        return world.heyLoyalty().membersByEmail(name + "@example.dk").get(0);
    }
}
