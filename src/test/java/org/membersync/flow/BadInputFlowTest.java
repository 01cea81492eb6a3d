package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Direction;
import org.membersync.heyloyalty.ListCache;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.operation.SyncRun;
import org.membersync.state.Failures;
import org.membersync.state.Failures.Failure;
import org.membersync.state.Holds;
import org.membersync.support.World;

/** What is wrong with data or setup is told with the thing's name and its mending, and stops nobody else (behaviour L2, O9). */
class BadInputFlowTest {

    private static final Map<String, String> SPORTS = Map.of(
            "31980", "Football", "31981", "Handball", "31982", "Badminton", "31983", "Swimming", "31990", "None");

    private static World world;

    @BeforeAll
    static void startWorld() {
        world = World.empty().start();
    }

    @AfterEach
    void mend() {
        world.heyLoyalty().addField("favourite_sport", "choice", "Favourite sport", SPORTS);
        world.parked().forEach(failure -> world.bean(Failures.class).dismiss(failure.id(), "test", "seen"));
    }

    @AfterAll
    static void endWorld() {
        world.close();
    }

    @Test
    void namesMemberFieldValueAndFileForAnUnmappedCountry() {
        String number =
                world.businessCentral().add(World.member("Fremmed").with(fields -> fields.country("XK", "Kosovo")));
        world.eligible("Hjemlig");

        run();

        assertThat(onlyFailure().reason()).isEqualTo("unmapped-value");
        assertThat(onlyFailure().message()).contains(number, "country", "\"XK\"", "Add", "countries.yaml");
        assertThat(isActive("hjemlig")).isTrue();
    }

    @Test
    void namesMemberFieldValueAndFileForAnUnknownChoice() {
        String number = world.businessCentral().add(World.member("Curler").attribute("SPORT", "CURLING"));
        world.eligible("Løber");

        run();

        assertThat(onlyFailure().reason()).isEqualTo("unmapped-value");
        assertThat(onlyFailure().message()).contains(number, "favourite_sport", "\"CURLING\"", "Add", "member.yaml:");
        assertThat(isActive("løber")).isTrue();
    }

    @Test
    void namesAnOptionThatTheListNoLongerHas() {
        world.heyLoyalty()
                .addField("favourite_sport", "choice", "Favourite sport", Map.of("31981", "Handball", "31990", "None"));
        world.bean(ListCache.class).forget();
        String number = world.businessCentral().add(World.member("Bolden").attribute("SPORT", "FOOTBALL"));
        world.businessCentral().add(World.member("Hånden").attribute("SPORT", "HANDBALL"));

        run();

        assertThat(onlyFailure().message()).contains(number, "favourite_sport", "31980");
        assertThat(isActive("hånden")).isTrue();

        world.heyLoyalty().addField("favourite_sport", "choice", "Favourite sport", SPORTS);
        world.bean(ListCache.class).forget();
        world.bean(Failures.class).replay(onlyFailure().id(), "operator");
        run();
        assertThat(isActive("bolden")).isTrue();
    }

    @Test
    void aListThatLacksAMappedFieldHoldsTheDirectionAndBlamesNobody() {
        world.heyLoyalty().removeField("favourite_sport");
        world.bean(ListCache.class).forget();
        world.eligible("Venter");

        SyncRun.Report report = run();

        assertThat(report.troubles()).anySatisfy(trouble -> assertThat(trouble)
                .contains("favourite_sport", "member.yaml:", "Create them on the list or take them out"));
        assertThat(report.waiting()).isPositive();
        assertThat(world.parked()).isEmpty();
        assertThat(world.heyLoyalty().membersByEmail("venter@example.dk")).isEmpty();

        world.heyLoyalty().addField("favourite_sport", "choice", "Favourite sport", SPORTS);
        run();
        assertThat(isActive("venter")).isTrue();
        assertThat(world.bean(Holds.class).find(Direction.OUTBOUND)).isEmpty();
    }

    @Test
    void anUnreachableHeyLoyaltyIsNamedAndNothingIsLost() {
        try (World elsewhere = World.empty()
                .with("membersync.heyloyalty.api-url", "http://127.0.0.1:1/loyalty/v1")
                .start()) {
            elsewhere.eligible("Åse");

            SyncRun.Report report = elsewhere.bean(SyncRun.class).run();

            assertThat(report.troubles()).anySatisfy(trouble -> assertThat(trouble)
                    .contains(
                            "Working on the changes",
                            "HeyLoyalty is not reached: nobody answers at 127.0.0.1:1",
                            "membersync.heyloyalty.api-url (MEMBERSYNC_HEYLOYALTY_APIURL)"));
            assertThat(report.waiting()).isPositive();
            assertThat(elsewhere.parked()).isEmpty();
        }
    }

    @Test
    void anUnreachableBusinessCentralIsNamedAndNothingIsLost() {
        try (World elsewhere = World.empty()
                .with("membersync.business-central.api-url", "http://127.0.0.1:1/v2.0/x/y/api")
                .start()) {
            elsewhere.eligible("Åse");

            SyncRun.Report report = elsewhere.bean(SyncRun.class).run();

            assertThat(report.troubles()).anySatisfy(trouble -> assertThat(trouble)
                    .contains(
                            "Business Central is not reached: nobody answers at 127.0.0.1:1",
                            "membersync.business-central.api-url (MEMBERSYNC_BUSINESSCENTRAL_APIURL)"));
            assertThat(elsewhere.parked()).isEmpty();
        }
    }

    private static SyncRun.Report run() {
        return world.bean(SyncRun.class).run();
    }

    private static Failure onlyFailure() {
        assertThat(world.parked()).hasSize(1);
        return world.parked().get(0);
    }

    private static boolean isActive(String name) {
        return world.heyLoyalty().membersByEmail(name + "@example.dk").stream().anyMatch(HeyLoyaltyMember::isActive);
    }
}
