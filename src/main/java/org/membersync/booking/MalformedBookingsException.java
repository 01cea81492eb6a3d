package org.membersync.booking;

/** What was sent holds no events at all: it will never be taken, however often it is sent. */
public class MalformedBookingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedBookingsException(String what) {
        super(what);
    }
}
