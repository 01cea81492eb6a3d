package org.membersync.operation;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.membersync.state.Bookings;

/** Figures about bookings for Prometheus; no label ever names a person. */
public class BookingMetrics {

    private static final String BOOKINGS = "membersync.bookings";
    private static final String RESULT = "result";

    private final MeterRegistry registry;

    BookingMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts what came in, by what became of it. */
    public void count(Map<Bookings.Result, Integer> results) {
        results.forEach((result, bookings) ->
                registry.counter(BOOKINGS, RESULT, result.word()).increment(bookings));
    }

    /** Counts what was sent. */
    public void sent(int bookings) {
        registry.counter(BOOKINGS, RESULT, "sent").increment(bookings);
    }
}
