package org.membersync.mapping;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The booking mapping in force, if bookings are taken at all; a live reload replaces it as a whole. */
public final class BookingMappingStore {

    private final AtomicReference<BookingMapping> current;

    /** @param mapping null while Heybooking is switched off */
    public BookingMappingStore(BookingMapping mapping) {
        current = new AtomicReference<>(mapping);
    }

    /** The mapping in force; empty while Heybooking is switched off. */
    public Optional<BookingMapping> find() {
        return Optional.ofNullable(current.get());
    }

    /** The mapping in force, for work that there is only while Heybooking is switched on. */
    public BookingMapping current() {
        return find().orElseThrow(() ->
                new IllegalStateException("membersync.heybooking.enabled is off, so that nothing is mapped"));
    }

    /** Puts another valid mapping in force. */
    public void replace(BookingMapping mapping) {
        current.set(mapping);
    }
}
