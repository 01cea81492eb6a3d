package org.membersync.operation;

import java.util.List;
import javax.management.openmbean.TabularData;
import org.membersync.state.Bookings;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Ticket bookings, without what they hold, for Hawtio's JMX page. */
@ManagedResource(
        objectName = "org.membersync:type=Bookings",
        description = "Ticket bookings on their way to Heybooking")
public class BookingsMBean {

    private static final int SAMPLE = 100;

    private final Bookings bookings;

    BookingsMBean(Bookings bookings) {
        this.bookings = bookings;
    }

    @ManagedAttribute(description = "How many bookings there are in each status")
    public TabularData getCounts() {
        List<Object[]> rows = bookings.counts().entrySet().stream()
                .map(count -> new Object[] {count.getKey(), count.getValue()})
                .toList();
        return JmxTable.of("counts", rows, "status", "bookings");
    }

    @ManagedAttribute(description = "The newest bookings, newest first")
    public TabularData getLatest() {
        int[] number = {0};
        List<Object[]> rows = bookings.latest(SAMPLE).stream()
                .map(booking -> new Object[] {
                    String.format("%03d", ++number[0]),
                    booking.bookingId(),
                    booking.status(),
                    booking.receivedAt(),
                    booking.sentAt(),
                    booking.batch(),
                    booking.problem()
                })
                .toList();
        return JmxTable.of("latest", rows, "no", "booking", "status", "receivedAt", "sentAt", "batch", "problem");
    }
}
