package org.membersync.flow;

import java.util.Map;
import org.membersync.booking.BookingEvents;
import org.membersync.demo.SimulatedHeyLoyalty;
import org.membersync.state.Bookings;
import org.membersync.support.World;

/** Sells tickets of which the program is told. */
final class TicketOffice {

    private final World world;

    TicketOffice(World world) {
        this.world = world;
    }

    /** The settings that switch Heybooking on. */
    static World open(World world) {
        return world.with("membersync.heybooking.enabled", "true")
                .with("membersync.heybooking.integration-id", SimulatedHeyLoyalty.INTEGRATION_ID)
                .with("membersync.heybooking.api-url", world.heyLoyalty().heybookingUrl())
                .with("membersync.heybooking.errors-email", "drift@example.dk")
                .with("membersync.heybooking.password", "ticket-secret");
    }

    /** A ticket that was sold to that address. */
    static String ticket(String number, String email) {
        return "{\"ticketNumber\":\"" + number + "\",\"admissionCode\":\"MAIN\",\"holderEmail\":\"" + email
                + "\",\"holderName\":\"Aase Holm\",\"item\":\"70010\",\"price\":125}";
    }

    /** Tells of the tickets as a push does. */
    Map<Bookings.Result, Integer> sell(String... tickets) {
        return world.bean(Bookings.class)
                .store(world.bean(BookingEvents.class).read("[" + String.join(",", tickets) + "]"));
    }
}
