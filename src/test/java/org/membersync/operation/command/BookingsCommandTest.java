package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.booking.BookingEvents;
import org.membersync.demo.SimulatedHeyLoyalty;
import org.membersync.operation.Doctor;
import org.membersync.state.Bookings;
import org.membersync.support.World;

/** What people are told of bookings: by command, doctor and explain. */
class BookingsCommandTest {

    private static final String EVENT =
            "{\"ticketNumber\":\"T-1\",\"admissionCode\":\"MAIN\",\"holderEmail\":\"aase@example.dk\"}";

    @TempDir
    private Path folder;

    @Test
    void bookingsAreListedShownExplainedAndExamined() {
        World empty = World.empty();
        try (World world = empty.with("membersync.heybooking.enabled", "true")
                .with("membersync.heybooking.integration-id", SimulatedHeyLoyalty.INTEGRATION_ID)
                .with("membersync.heybooking.api-url", empty.heyLoyalty().heybookingUrl())
                .with("membersync.heybooking.errors-email", "drift@example.dk")
                .with("membersync.heybooking.folder", folder.resolve("absent").toString())
                .start()) {
            assertThat(call(world, "bookings", "list").output()).contains("There is no booking.");
            assertThat(call(world, "bookings", "show", "T-1_MAIN").exitCode()).isEqualTo(ExitCode.UNKNOWN);

            world.bean(Bookings.class)
                    .store(new BookingEvents()
                            .read("[" + EVENT + ","
                                    + EVENT.replace("T-1", "T-2").replace("aase@", "") + "]"));
            assertThat(call(world, "bookings", "list").output()).contains("parked=1, waiting=1", "T-1_MAIN");
            call(world, "sync");

            assertThat(call(world, "bookings", "list", "--format", "json").output())
                    .contains("\"sent\" : 1")
                    .doesNotContain("aase@");
            assertThat(call(world, "bookings", "show", "T-1_MAIN").output())
                    .contains("sent")
                    .doesNotContain("aase@");
            assertThat(call(world, "bookings", "show", "T-1_MAIN", "--values").output())
                    .contains("aase@example.dk");
            Called explained = call(world, "explain", "AASE@example.dk");
            assertThat(explained.exitCode()).isZero();
            assertThat(explained.output())
                    .contains("Bought tickets", "create", "never becomes a member by itself", "T-1_MAIN");
            String entry =
                    world.heyLoyalty().membersByEmail("aase@example.dk").get(0).id();
            assertThat(call(world, "explain", entry).output())
                    .contains("create at", "because bought a ticket", "T-1_MAIN")
                    .doesNotContain("aase@");
            assertThat(call(world, "bookings", "list").output())
                    .containsPattern("T-2_MAIN +parked +\\S+ +failure \\d+ \\(bad-email\\)");
            assertThat(call(world, "failures", "list").output()).contains("bad-email", "T-2_MAIN");

            Map<String, Doctor.Check> checks = world.bean(Doctor.class).examine().stream()
                    .collect(Collectors.toMap(Doctor.Check::name, Function.identity()));
            assertThat(checks.get("bookings input").ok()).isTrue();
            assertThat(checks.get("bookings folder").ok()).isFalse();
            assertThat(checks.get("bookings mapping").found()).contains("7 columns", "buyers go on the list");
            assertThat(checks.get("HL fields of buyers").ok()).isTrue();
            assertThat(checks.get("Heybooking").ok()).isTrue();
            assertThat(world.heyLoyalty().bookingImports()).isEqualTo(1);
            assertThat(List.of(checks.get("bookings").found())).containsExactly("{parked=1, sent=1}");
        }
    }

    private static Called call(World world, String... args) {
        return Called.operator(world.program(), args);
    }
}
