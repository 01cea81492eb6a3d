package org.membersync.demo;

import java.io.IOException;

/** A simulator cannot listen where it should. */
class SimulatorPortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String simulator;
    private final int port;

    /** @param simulator {@code business-central} or {@code heyloyalty} */
    SimulatorPortException(String simulator, int port, IOException cause) {
        super("The simulated " + simulator + " cannot listen on port " + port + ": " + cause.getMessage(), cause);
        this.simulator = simulator;
        this.port = port;
    }

    /** The setting that chooses the port. */
    String setting() {
        return "membersync.demo." + simulator + "-port";
    }

    int port() {
        return port;
    }
}
