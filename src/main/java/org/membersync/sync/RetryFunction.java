package org.membersync.sync;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.spi.PropertiesFunction;
import org.membersync.settings.RetrySettings;

/**
 * {@code {{retry:NAME}}} in a route: a delay of {@code membersync.retry.NAME} in milliseconds. An exception policy reads its
 * delays as plain numbers, and fails on {@code 2s} only when the first exception comes.
 */
class RetryFunction implements PropertiesFunction {

    private final Map<String, Duration> delays;

    RetryFunction(RetrySettings settings) {
        this.delays = Map.of("first-delay", settings.firstDelay(), "max-delay", settings.maxDelay());
    }

    @Override
    public String getName() {
        return "retry";
    }

    @Override
    public String apply(String name) {
        Duration delay = delays.get(name);
        if (delay == null) {
            throw new IllegalArgumentException(
                    "There is no retry delay \"" + name + "\". There are: " + String.join(", ", delays.keySet()));
        }
        return String.valueOf(delay.toMillis());
    }
}
