package org.membersync.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.membersync.booking.BookingEvent;
import org.membersync.booking.BookingEvents;
import org.membersync.support.FakeServer;

/** What happens in the demo beside members: audiences, and tickets. */
class DemoHappeningsTest {

    @Test
    void peopleOnTheListEnterAndLeaveAudiencesAndVisit() {
        try (SimulatedHeyLoyalty heyLoyalty = SimulatedHeyLoyalty.start(0);
                SimulatedCdp cdp = SimulatedCdp.start(0, Clock.systemUTC(), "made-up-key")) {
            cdp.addAudience(CdpLife.ART_LOVERS, "Art lovers");
            cdp.addAudience(CdpLife.LEAVING, "About to leave");
            CdpLife life = new CdpLife(cdp, heyLoyalty, new Random(1));
            assertThat(life.step()).isEqualTo("CDP: nobody is on the list");
            for (int i = 0; i < 10; i++) {
                heyLoyalty.add(Map.of("email", "p" + i + "@example.dk"));
            }
            List<Map<String, Object>> told = new ArrayList<>();
            cdp.push(told::add);

            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                lines.add(life.step());
            }

            assertThat(told).extracting(event -> event.get("type")).contains("entered", "left", "attributeChanged");
            assertThat(lines)
                    .anyMatch(line -> line.contains("left the audience"))
                    .noneMatch(line -> line.contains("@"));
        }
    }

    @Test
    void ticketsAreSoldAndScannedAndToldAsThePushedBookingsAre() throws Exception {
        FakeServer program = FakeServer.start();
        try (BoxOffice office = new BoxOffice("bookings", "made-up-password", 1)) {
            office.start(URI.create(program.address() + "/bookings/events"), Duration.ofDays(1));
            for (int i = 0; i < 12; i++) {
                office.step();
            }
        }

        String login = Base64.getEncoder().encodeToString("bookings:made-up-password".getBytes(StandardCharsets.UTF_8));
        assertThat(program.requests()).hasSize(12).allSatisfy(request -> {
            assertThat(request.path()).isEqualTo("/bookings/events");
            assertThat(request.headers().getFirst("Authorization")).isEqualTo("Basic " + login);
            assertThat(new BookingEvents().read(request.body())).singleElement().matches(BookingEvent::isGood);
        });
        assertThat(program.requests())
                .anyMatch(request -> request.body().contains("\"scanned\":true"))
                .anyMatch(request -> request.body().contains("\"scanned\":false"));
    }
}
